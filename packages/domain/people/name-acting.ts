import { isBefore } from '../time/local-date.ts';
import type { ActingManager } from './acting-manager.ts';
import type { Person } from './person.ts';

export type ActingRefusal =
  | 'ends_before_it_begins'
  | 'over_already'
  | 'own_stand_in'
  | 'own_report'
  | 'not_active'
  | 'overlaps';

/** Why somebody cannot be named to stand in so; `null` where they can. For one report and for all at once is no overlap. */
export function refusalOfActing({
  named,
  acting,
  others,
  today,
}: {
  named: ActingManager;
  acting: Person;
  /** Everybody who stands in for the same manager. */
  others: readonly ActingManager[];
  today: Temporal.PlainDate;
}): ActingRefusal | null {
  const { managerId, reportId, actingId, startsOn, endsOn } = named;
  if (isBefore(endsOn, startsOn)) return 'ends_before_it_begins';
  if (isBefore(endsOn, today)) return 'over_already';
  if (actingId === managerId) return 'own_stand_in';
  if (reportId === actingId || reportId === managerId) return 'own_report';
  // Whoever begins on a later day may be named before.
  const willBeThere = acting.status !== 'inactive' && !(acting.endDate && isBefore(acting.endDate, startsOn));
  if (!willBeThere) return 'not_active';
  const ofItsKind = others.filter((other) => other.reportId === reportId);
  return ofItsKind.some((other) => !isBefore(endsOn, other.startsOn) && !isBefore(other.endsOn, startsOn))
    ? 'overlaps'
    : null;
}
