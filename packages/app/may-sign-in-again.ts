import type { CalendarDomain } from '@throughline/db/calendar-domain-store.ts';
import { whoseMove, type BrokenBecause } from '@throughline/domain/connection/broken-because.ts';
import { mailDomainOf } from '@throughline/domain/people/mail-domain.ts';
import { mayBeAsked } from './may-be-asked.ts';
import type { CalendarRegistry } from './ports/calendar.ts';

/** Whether connecting again is the person's move just now. What an administrator blocked is theirs only once one granted. */
export function maySignInAgain({
  brokenBecause,
  workEmail,
  domains,
  calendars,
}: {
  brokenBecause: BrokenBecause | null;
  workEmail: string;
  domains: ReadonlyMap<string, CalendarDomain>;
  calendars: CalendarRegistry;
}): boolean {
  if (brokenBecause === null || !mayBeAsked({ workEmail, domains, calendars })) return false;
  const isGranted = domains.get(mailDomainOf(workEmail))?.consent === 'granted';
  return whoseMove(brokenBecause) === 'person' || (whoseMove(brokenBecause) === 'administrator' && isGranted);
}
