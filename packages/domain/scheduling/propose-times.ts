import { overlaps } from '../time/interval.ts';
import type { Interval } from '../time/interval.ts';
import { explainNone } from './explain-plan.ts';
import { whatWouldHelp } from './what-would-help.ts';
import { pickableSlots, toGiveUp, type PickableSlots } from './pickable-slots.ts';
import type { NoSlot } from './planned-conversation.ts';
import type { ConversationToPlan, PlannedPerson } from './planning-input.ts';
import type { PossibleSlot } from './possible-slots.ts';
import type { WallClock } from './wall-clock.ts';
import { intervalOf } from './span.ts';

export type ProposedTimes =
  | {
      readonly kind: 'times';
      /** In order of time. */
      readonly slots: readonly Interval[];
      /** The first moment at which one of them leaves too little lead time. */
      readonly until: Temporal.Instant;
    }
  | NoSlot;

const howMany = 3;

/**
 * Up to three times for the two to pick from, in order of time: on different days of the manager's, not all in the
 * same part of the report's day nor all in one week where there is a choice, before the due date rather than after it,
 * and else as convenient as can be; in weeks in which the manager has room left wherever any week has. No invitation
 * leaves before `invitationsAt`; `answersUntil` is how long there is to pick: each keeps its lead time until then.
 * Those that overlap `avoid`, such as times proposed to others, come last.
 * Where not one can be had by the rules and people `mayGiveWay`, they are asked for a little more until there are
 * enough: once more in a day, then a time at the fringe of the day where the policy allows it.
 */
export function proposeTimes({
  manager,
  conversation,
  invitationsAt,
  answersUntil,
  avoid = [],
  mayGiveWay = false,
}: {
  manager: PlannedPerson;
  conversation: ConversationToPlan;
  invitationsAt: Temporal.Instant;
  answersUntil: Temporal.Instant;
  avoid?: readonly Interval[];
  mayGiveWay?: boolean;
}): ProposedTimes {
  const looked = { manager, conversation, invitationsAt, answersUntil };
  const pickable = pickableSlots(looked);
  if (pickable.kind === 'not_searched') {
    return { kind: 'none', reason: pickable.reason, explanation: pickable.explanation };
  }
  const { search } = pickable;
  const slots: PossibleSlot[] = [...bestOf(pickable)];
  for (const given of mayGiveWay && slots.length === 0 ? toGiveUp : []) {
    if (new Set(slots.map(({ day }) => day)).size >= howMany) break;
    const more = pickableSlots({ ...looked, given });
    if (more.kind === 'pickable')
      slots.push(...bestOf(more).filter(({ span }) => !slots.some((one) => one.span.start === span.start)));
  }
  if (slots.length === 0) {
    const helps = mayGiveWay ? whatWouldHelp({ conversation, search }) : [];
    return {
      kind: 'none',
      reason: 'no_common_time',
      explanation: [...explainNone({ conversation, search }), ...helps],
    };
  }
  const { manager: managerTime, report: reportTime } = search.time;
  const chosen = choose({
    slots,
    crowded: ({ span }) => avoid.some((interval) => overlaps(interval, intervalOf(span))),
    partOfDay: (slot) => partOfDay({ slot, clock: reportTime.clock }),
  })
    .toSorted((a, b) => a.span.start - b.span.start)
    .map(({ span }) => intervalOf(span));
  return {
    kind: 'times',
    slots: chosen,
    until: lastCall({
      first: chosen[0]!.start,
      timeZone: managerTime.person.timeZone,
      leadTimeDays: conversation.rules.leadTimeDays,
    }),
  };
}

/** The other side of `planning-window.ts`: lead time has to be over before the day of the conversation begins. */
function lastCall({
  first,
  timeZone,
  leadTimeDays,
}: {
  first: Temporal.Instant;
  timeZone: string;
  leadTimeDays: number;
}): Temporal.Instant {
  return first
    .toZonedDateTimeISO(timeZone)
    .startOfDay()
    .toInstant()
    .subtract({ hours: 24 * leadTimeDays });
}

/** In weeks in which the manager has room left, wherever any week has. */
function bestOf({ slots, hasRoom }: Extract<PickableSlots, { kind: 'pickable' }>): readonly PossibleSlot[] {
  const withRoom = slots.filter(hasRoom);
  return withRoom.length > 0 ? withRoom : slots;
}

function choose({
  slots,
  crowded,
  partOfDay,
}: {
  slots: readonly PossibleSlot[];
  crowded: (slot: PossibleSlot) => boolean;
  partOfDay: (slot: PossibleSlot) => string;
}): readonly PossibleSlot[] {
  const chosen: PossibleSlot[] = [];
  while (chosen.length < howMany) {
    const onOtherDays = slots.filter(({ day }) => !chosen.some((one) => one.day === day));
    const [best] = onOtherDays
      .map((slot) => ({ slot, rank: rankOf(slot) }))
      .toSorted((a, b) => compareRanks(a.rank, b.rank));
    if (!best) break;
    chosen.push(best.slot);
  }
  return chosen;

  /** Smaller is better, the first difference decides. */
  function rankOf(slot: PossibleSlot): readonly number[] {
    const sameHalf = chosen.length > 0 && chosen.every((one) => partOfDay(one) === partOfDay(slot));
    const sameWeek = chosen.length > 1 && chosen.every(({ week }) => week === slot.week);
    const before = [slot.late, crowded(slot), sameHalf, sameWeek].map(Number);
    return [...before, slot.minutes, slot.span.start];
  }
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((value, index) => value !== b[index]);
  return different === -1 ? 0 : a[different]! - b[different]!;
}

const noon = 12 * 60;

function partOfDay({ slot, clock }: { slot: PossibleSlot; clock: WallClock }): 'morning' | 'afternoon' {
  return clock(slot.span.start).minuteOfDay < noon ? 'morning' : 'afternoon';
}
