import { calendarDomainStore, type CalendarDomain } from '@throughline/db/calendar-domain-store.ts';
import type { Transaction } from '@throughline/db/database.ts';

/** What is known of each mail domain's calendars. */
export async function loadCalendarDomains(tx: Transaction): Promise<ReadonlyMap<string, CalendarDomain>> {
  const domains = await calendarDomainStore(tx).all();
  return new Map(domains.map((one) => [one.domain, one]));
}
