import type { Stretch } from './common-time.ts';
import { bookedDays } from './booked-days.ts';
import type { ConversationToPlan, PlannedPerson } from './planning-input.ts';
import type { PossibleSlot } from './possible-slots.ts';
import { searchSlots } from './search-slots.ts';
import type { NotSearched, Searched } from './search-slots.ts';
import { weekOfDay } from './wall-clock.ts';

/** What people may be asked to do that is never done to them: work at the fringe of their day, talk once more in a day. */
export type GivenUp = { readonly stretch: Stretch; readonly moreADay: 0 | 1 };

export const nothingGivenUp: GivenUp = { stretch: 'where_hours_never_meet', moreADay: 0 };

/** The least first. A second conversation in a day costs less than an hour outside the day, and one side's less than both's. */
export const toGiveUp: readonly GivenUp[] = [
  { stretch: 'where_hours_never_meet', moreADay: 1 },
  { stretch: 'turn', moreADay: 0 },
  { stretch: 'turn', moreADay: 1 },
  { stretch: 'both', moreADay: 1 },
];

export type PickableSlots =
  | {
      readonly kind: 'pickable';
      readonly search: Searched;
      readonly slots: readonly PossibleSlot[];
      readonly hasRoom: (slot: PossibleSlot) => boolean;
    }
  | NotSearched;

/**
 * Slots that a person may be asked to pick from: every hard rule holds but the cap on the manager's week, which
 * `hasRoom` tells of each. Because a person picks, a report whose calendar is unknown is taken at their working hours;
 * the manager's calendar has to be known. Lead time counts from `answersUntil`, where people have until then to pick.
 * What is given up beyond that is `given`.
 */
export function pickableSlots({
  manager,
  conversation,
  invitationsAt,
  answersUntil = invitationsAt,
  given = nothingGivenUp,
}: {
  manager: PlannedPerson;
  conversation: ConversationToPlan;
  invitationsAt: Temporal.Instant;
  answersUntil?: Temporal.Instant;
  given?: GivenUp;
}): PickableSlots {
  const { report, rules } = conversation;
  const maxPerPersonPerDay = rules.maxPerPersonPerDay + given.moreADay;
  const asked: PlannedPerson =
    report.freeBusy.kind === 'known' ? report : { ...report, freeBusy: { kind: 'known', busy: [] } };
  const search = searchSlots({
    manager,
    conversation: { ...conversation, report: asked, rules: { ...rules, maxPerPersonPerDay } },
    invitationsAt,
    answersUntil,
    stretch: given.stretch,
  });
  if (search.kind === 'not_searched') return search;

  const weeks = bookedDays(manager).flatMap(({ role, day }) => (role === 'manager' ? [weekOfDay(day)] : []));
  const hasRoom = ({ week }: PossibleSlot) =>
    weeks.filter((booked) => booked === week).length < conversation.rules.maxPerManagerPerWeek;
  return { kind: 'pickable', search, slots: search.found.slots, hasRoom };
}
