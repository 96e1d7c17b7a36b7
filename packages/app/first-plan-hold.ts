import { publicHolidayIn } from '@throughline/domain/people/public-holidays.ts';
import type { Person } from '@throughline/domain/people/person.ts';
import type { PolicyRules } from '@throughline/domain/policy/policy.ts';
import { addWorkingDays } from '@throughline/domain/time/working-day.ts';

/** Until when a manager's first plan waits: the same hour some working days on, where they are. Null without a hold. */
export function firstPlanHold({
  manager,
  timeZone,
  rules,
  now,
}: {
  manager: Pick<Person, 'country'>;
  timeZone: string;
  rules: Pick<PolicyRules, 'firstPlanHoldWorkingDays'>;
  now: Temporal.Instant;
}): Temporal.Instant | null {
  const days = rules.firstPlanHoldWorkingDays;
  if (days === 0) return null;
  const local = now.toZonedDateTimeISO(timeZone);
  const date = addWorkingDays({ date: local.toPlainDate(), days, isHoliday: publicHolidayIn(manager.country) });
  return local.with({ year: date.year, month: date.month, day: date.day }).toInstant();
}
