import { accessToken, markGrantLost, type CalendarAccess } from './access-token.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { CalendarAuth, CalendarProvider } from './ports/calendar.ts';

export type CalendarWork<T> = (provider: CalendarProvider, auth: CalendarAuth) => Promise<T>;

/**
 * Does something in the calendar behind a connection. `work` may run a second time, after an access token that
 * was refused and so had no effect; what it did before the refused call it must be able to do again.
 * Throws CalendarErrors. Once the grant is gone the connection is `reconnect_required`, and later calls throw
 * `grant_revoked` without asking the provider.
 */
export async function withCalendar<T>(access: CalendarAccess, work: CalendarWork<T>): Promise<T> {
  const first = await accessToken({ ...access, rejected: null });
  const attempt = ({ provider, accessToken: token }: typeof first) =>
    work(access.context.calendars.provider(provider), { connectionId: access.connectionId, accessToken: token });
  try {
    try {
      return await attempt(first);
    } catch (error) {
      if (!(error instanceof CalendarError) || error.kind !== 'unauthorized') throw error;
      const rejected = { accessToken: first.accessToken, claims: error.claims };
      return await attempt(await accessToken({ ...access, rejected }));
    }
  } catch (error) {
    if (error instanceof CalendarError && needsItsPerson(error)) await markGrantLost({ ...access, error });
    throw error;
  }
}

/** A challenge that a new token did not meet is met by nobody but the person, signing in. */
function needsItsPerson({ kind, claims }: CalendarError): boolean {
  return kind === 'grant_revoked' || kind === 'scope_missing' || (kind === 'unauthorized' && claims !== null);
}
