import type { Interval } from '../time/interval.ts';
import { explainSlot } from './explain-plan.ts';
import { pickableSlots } from './pickable-slots.ts';
import type { ConversationToPlan, PlannedPerson } from './planning-input.ts';
import { intervalOf, spanAround } from './span.ts';

/** `why` is a sentence for whoever picked. */
export type RecheckedTime =
  | { readonly kind: 'good'; readonly slot: Interval; readonly explanation: readonly string[] }
  | { readonly kind: 'gone'; readonly why: string };

/** Whether a time that was proposed can still be had, by the rules and the calendars as they are when it is picked. */
export function recheckTime({
  manager,
  conversation,
  slot,
  invitationsAt,
}: {
  manager: PlannedPerson;
  conversation: ConversationToPlan;
  slot: Interval;
  invitationsAt: Temporal.Instant;
}): RecheckedTime {
  const pickable = pickableSlots({ manager, conversation, invitationsAt });
  if (pickable.kind === 'not_searched') return { kind: 'gone', why: pickable.explanation.join(' ') };
  const { search, slots } = pickable;
  const found = slots.find((one) => intervalOf(one.span).start.equals(slot.start));
  if (found && intervalOf(found.span).end.equals(slot.end)) {
    const explanation = explainSlot({
      conversation,
      search,
      slot: found,
      invitationsAt,
      positionInWeek: 1,
      maxPerWeek: conversation.rules.maxPerManagerPerWeek,
    });
    return { kind: 'good', slot, explanation };
  }
  if (Temporal.Instant.compare(slot.start, search.window.start) < 0) {
    return { kind: 'gone', why: 'That time has come too near to leave both of you time to prepare.' };
  }
  const span = { start: slot.start.epochMilliseconds, end: slot.end.epochMilliseconds };
  const { report } = search.time;
  if (spanAround({ spans: search.time.manager.free, slot: span }) === null) {
    return { kind: 'gone', why: `${manager.name} is no longer free at that time.` };
  }
  if (spanAround({ spans: report.free, slot: span }) === null) {
    return { kind: 'gone', why: `${report.person.name} is no longer free at that time.` };
  }
  return { kind: 'gone', why: 'That time does not fit any more: other conversations or a 1:1 are too close to it.' };
}
