import type { StoredPerson } from '@throughline/db/people-store.ts';
import type { Side } from '@throughline/domain/conversation/outcome.ts';
import type { PolicyRules } from '@throughline/domain/policy/policy.ts';
import { isOutsideHours } from '@throughline/domain/scheduling/outside-hours.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';

type Hours = Pick<StoredPerson, 'workingHours' | 'timeZone'>;

/** For each of the two, whether a time lies outside their usual hours; of somebody without a zone nothing is known. */
export function outsideHours({
  slot,
  rules: { defaultWorkingHours },
  ...people
}: { slot: Interval; rules: Pick<PolicyRules, 'defaultWorkingHours'> } & Record<Side, Hours | null>): Record<
  Side,
  boolean
> {
  const isOutside = (person: Hours | null) =>
    person !== null &&
    person.timeZone !== null &&
    isOutsideHours({ slot, hours: person.workingHours ?? defaultWorkingHours, timeZone: person.timeZone });
  return { manager: isOutside(people.manager), report: isOutside(people.report) };
}
