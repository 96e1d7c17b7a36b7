import type { CalendarDomain } from '@throughline/db/calendar-domain-store.ts';
import { administratorFirst } from '@throughline/domain/people/administrator-first.ts';
import { administratorProviders } from './administrator-providers.ts';
import type { CalendarRegistry } from './ports/calendar.ts';

/**
 * Whether somebody may be asked to connect a calendar: not before an administrator has granted where that comes first,
 * and not before it is known whether it does.
 */
export function mayBeAsked({
  workEmail,
  domains,
  calendars,
}: {
  workEmail: string;
  domains: ReadonlyMap<string, CalendarDomain>;
  calendars: CalendarRegistry;
}): boolean {
  switch (administratorFirst({ workEmail, domains })) {
    case 'yes':
      return false;
    case 'no':
      return true;
    case 'unknown':
      return administratorProviders(calendars).length === 0;
  }
}
