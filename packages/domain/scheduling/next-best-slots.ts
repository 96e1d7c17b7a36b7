import { overlaps } from '../time/interval.ts';
import type { Interval } from '../time/interval.ts';
import { explainSlot } from './explain-plan.ts';
import type { NoSlot, PlannedSlot } from './planned-conversation.ts';
import type { ConversationToPlan, PlannedPerson } from './planning-input.ts';
import type { PossibleSlot } from './possible-slots.ts';
import { searchSlots } from './search-slots.ts';
import { intervalOf } from './span.ts';

export type Alternatives =
  | { readonly kind: 'alternatives'; readonly slots: readonly PlannedSlot[]; readonly reportCalendarKnown: boolean }
  | NoSlot;

/**
 * Up to `count` proposals for one conversation on different days of the manager's, best first: those before the due
 * date before any after it, then by cost; none overlaps `except`. A person picks, so a report whose calendar
 * is unknown gets proposals from working hours and the manager's calendar, and `reportCalendarKnown` says so. For a move
 * that only has to keep the lead-time floor, give the rules with that as lead time.
 */
export function nextBestSlots({
  manager,
  conversation,
  now,
  except = [],
  count = 3,
}: {
  manager: PlannedPerson;
  conversation: ConversationToPlan;
  now: Temporal.Instant;
  except?: readonly Interval[];
  count?: number;
}): Alternatives {
  const reportCalendarKnown = conversation.report.freeBusy.kind === 'known';
  const report: PlannedPerson = reportCalendarKnown
    ? conversation.report
    : { ...conversation.report, freeBusy: { kind: 'known', busy: [] } };
  const search = searchSlots({ manager, conversation: { ...conversation, report }, invitationsAt: now });
  if (search.kind === 'not_searched') return { kind: 'none', reason: search.reason, explanation: search.explanation };

  const chosen: PossibleSlot[] = [];
  for (const slot of search.found.slots.toSorted(byRank)) {
    if (chosen.length === count) break;
    if (chosen.some(({ day }) => day === slot.day)) continue;
    if (!except.some((interval) => overlaps(interval, intervalOf(slot.span)))) chosen.push(slot);
  }
  return {
    kind: 'alternatives',
    reportCalendarKnown,
    slots: chosen.map((slot) => ({
      kind: 'slot',
      slot: intervalOf(slot.span),
      cost: slot.minutes,
      late: slot.late,
      explanation: explainSlot({
        conversation,
        search,
        slot,
        invitationsAt: now,
        positionInWeek: 1,
        maxPerWeek: conversation.rules.maxPerManagerPerWeek,
      }),
    })),
  };
}

function byRank(a: PossibleSlot, b: PossibleSlot): number {
  return Number(a.late) - Number(b.late) || a.minutes - b.minutes || a.span.start - b.span.start;
}
