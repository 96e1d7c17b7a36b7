import { minutesOf } from '../time/interval.ts';
import type { ConversationToPlan, PlannedPerson } from './planning-input.ts';
import type { PossibleSlot } from './possible-slots.ts';
import { searchSlots } from './search-slots.ts';

/**
 * After a change of manager, the time that the report already has, where the new manager is free then and every rule
 * allows it. The report has known of it since its first invitation, so that the floor of the lead time does.
 */
export function keptSlot({
  manager,
  conversation,
  invitationsAt,
}: {
  manager: PlannedPerson;
  conversation: ConversationToPlan;
  invitationsAt: Temporal.Instant;
}): PossibleSlot | null {
  const { standing, rules } = conversation;
  if (!standing || minutesOf(standing) < rules.durationFloorMinutes) return null;
  const search = searchSlots({
    manager,
    conversation: {
      ...conversation,
      rules: { ...rules, leadTimeDays: rules.leadTimeFloorDays, durationMinutes: minutesOf(standing) },
    },
    invitationsAt,
  });
  if (search.kind === 'not_searched') return null;
  const [start, end] = [standing.start.epochMilliseconds, standing.end.epochMilliseconds];
  return search.found.slots.find(({ span }) => span.start === start && span.end === end) ?? null;
}
