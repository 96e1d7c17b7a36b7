import type { BrokenBecause } from '@throughline/domain/connection/broken-because.ts';
import type { CalendarError } from './ports/calendar-error.ts';

/** What a failure that nothing more can be done about says of the connection as a whole; null when nothing. */
export function brokenBecause({ kind, claims }: CalendarError): BrokenBecause | null {
  switch (kind) {
    case 'grant_revoked':
      return 'revoked';
    case 'grant_expired':
      return 'expired';
    case 'admin_needed':
      return 'admin_blocked';
    case 'scope_missing':
      return 'scope_lost';
    case 'mailbox_gone':
      return 'mailbox_gone';
    case 'misconfigured':
      return 'our_secret';
    case 'unauthorized':
      // A challenge that a new token did not meet is met by nobody but the person, signing in.
      return claims === null ? null : 'expired';
    case 'conflict':
    case 'precondition_failed':
    case 'not_found':
    case 'throttled':
    case 'unavailable':
    case 'uncertain':
    case 'refused':
      return null;
  }
}
