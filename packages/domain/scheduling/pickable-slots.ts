import { bookedDays } from './booked-days.ts';
import type { ConversationToPlan, PlannedPerson } from './planning-input.ts';
import type { PossibleSlot } from './possible-slots.ts';
import { searchSlots } from './search-slots.ts';
import type { NotSearched, Searched } from './search-slots.ts';
import { weekOfDay } from './wall-clock.ts';

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
 */
export function pickableSlots({
  manager,
  conversation,
  invitationsAt,
  answersUntil = invitationsAt,
}: {
  manager: PlannedPerson;
  conversation: ConversationToPlan;
  invitationsAt: Temporal.Instant;
  answersUntil?: Temporal.Instant;
}): PickableSlots {
  const { report } = conversation;
  const asked: PlannedPerson =
    report.freeBusy.kind === 'known' ? report : { ...report, freeBusy: { kind: 'known', busy: [] } };
  const search = searchSlots({
    manager,
    conversation: { ...conversation, report: asked },
    invitationsAt,
    answersUntil,
  });
  if (search.kind === 'not_searched') return search;

  const weeks = bookedDays(manager).flatMap(({ role, day }) => (role === 'manager' ? [weekOfDay(day)] : []));
  const hasRoom = ({ week }: PossibleSlot) =>
    weeks.filter((booked) => booked === week).length < conversation.rules.maxPerManagerPerWeek;
  return { kind: 'pickable', search, slots: search.found.slots, hasRoom };
}
