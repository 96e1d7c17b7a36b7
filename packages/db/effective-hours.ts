import { sql, type SQL } from 'drizzle-orm';
import type { WorkingHours } from '@throughline/domain/people/person.ts';
import type { person } from './schema/tables.ts';

type PersonTable = Pick<
  typeof person,
  'ownTimeZone' | 'timeZone' | 'calendarTimeZone' | 'ownWorkingHours' | 'workingHours' | 'calendarWorkingHours'
>;

/** What the person said, else HR, else what the settings of their calendar say. */
export function effectiveTimeZone(table: PersonTable): SQL<string | null> {
  return sql<string | null>`coalesce(${table.ownTimeZone}, ${table.timeZone}, ${table.calendarTimeZone})`;
}

/** Likewise; null where the policy's default hours hold. */
export function effectiveWorkingHours(table: PersonTable): SQL<WorkingHours | null> {
  return sql<WorkingHours | null>`coalesce(${table.ownWorkingHours}, ${table.workingHours}, ${table.calendarWorkingHours})`;
}
