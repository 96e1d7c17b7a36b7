import type { Interval } from '../time/interval.ts';
import { explainSlot } from './explain-plan.ts';
import { nothingGivenUp, pickableSlots, toGiveUp } from './pickable-slots.ts';
import type { ConversationToPlan, PlannedPerson } from './planning-input.ts';
import type { PossibleSlot } from './possible-slots.ts';
import { intervalOf, spanAround } from './span.ts';

/** `why` is a sentence for whoever picked. */
export type RecheckedTime =
  | { readonly kind: 'good'; readonly slot: Interval; readonly explanation: readonly string[] }
  | { readonly kind: 'gone'; readonly why: string };

/**
 * Whether a time that was proposed can still be had, by the rules and the calendars as they are when it is picked. A
 * week that has filled up meanwhile is left alone while another of the times `proposed` lies in one with room. What
 * people were asked to give up so that there was a time at all, where they `mayGiveWay`, they give by picking it.
 */
export function recheckTime({
  manager,
  conversation,
  slot,
  proposed,
  invitationsAt,
  mayGiveWay = false,
}: {
  manager: PlannedPerson;
  conversation: ConversationToPlan;
  slot: Interval;
  proposed: readonly Interval[];
  invitationsAt: Temporal.Instant;
  mayGiveWay?: boolean;
}): RecheckedTime {
  const looks = (mayGiveWay ? [nothingGivenUp, ...toGiveUp] : [nothingGivenUp]).map((given) =>
    pickableSlots({ manager, conversation, invitationsAt, given }),
  );
  const holds = looks.find(
    (look) => look.kind === 'pickable' && look.slots.some(({ span }) => isSame(intervalOf(span), slot)),
  );
  const pickable = holds ?? looks.at(-1)!;
  if (pickable.kind === 'not_searched') return { kind: 'gone', why: pickable.explanation.join(' ') };
  const { search, slots, hasRoom } = pickable;
  const standing = (one: Interval) => slots.find(({ span }) => isSame(intervalOf(span), one));
  const isRoomy = (one: PossibleSlot | undefined) => one !== undefined && hasRoom(one);
  const found = standing(slot);
  if (found && !hasRoom(found) && proposed.some((one) => isRoomy(standing(one)))) {
    return { kind: 'gone', why: `${manager.name}’s week has filled up; another of the times is in one with room.` };
  }
  if (found) {
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

function isSame(a: Interval, b: Interval): boolean {
  return a.start.equals(b.start) && a.end.equals(b.end);
}
