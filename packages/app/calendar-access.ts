import { refusedClientStore } from '@throughline/db/refused-client-store.ts';
import { accessToken, type AccessToken, type CalendarAccess } from './access-token.ts';
import { markBroken } from './mark-broken.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { CalendarAuth, CalendarProvider } from './ports/calendar.ts';

export type CalendarWork<T> = (provider: CalendarProvider, auth: CalendarAuth) => Promise<T>;

/**
 * Does something in the calendar behind a connection. `work` may run again, after an access token that was refused
 * and so had no effect; what it did before the refused call it must be able to do again.
 * Throws CalendarErrors. Once the grant is gone the connection is `reconnect_required`, and later calls throw
 * `grant_revoked` without asking the provider.
 */
export async function withCalendar<T>(access: CalendarAccess, work: CalendarWork<T>): Promise<T> {
  const first = await accessToken({ ...access, rejected: null });
  try {
    const done = await withToken({ access, work, token: first, isFirst: true });
    if (first.clientWasRefused) await markClientAccepted(access);
    return done;
  } catch (error) {
    if (error instanceof CalendarError) await markBroken({ ...access, error });
    throw error;
  }
}

/**
 * A second token is the last, unless somebody else had got it for something else: then it was never asked to meet the
 * challenge.
 */
async function withToken<T>({
  access,
  work,
  token,
  isFirst,
}: {
  access: CalendarAccess;
  work: CalendarWork<T>;
  token: AccessToken;
  isFirst: boolean;
}): Promise<T> {
  const { context, organizationId, connectionId } = access;
  try {
    const auth = { organizationId, connectionId, accessToken: token.accessToken };
    return await work(context.calendars.provider(token.provider), auth);
  } catch (error) {
    if (!(error instanceof CalendarError) || error.kind !== 'unauthorized') throw error;
    const { claims } = error;
    if (!isFirst && (claims === null || token.claims !== null)) throw error;
    const next = await accessToken({ ...access, rejected: { accessToken: token.accessToken, claims } });
    // Asked for by us or not, there is no third refusal to learn from.
    return withToken({
      access,
      work,
      token: isFirst ? next : { ...next, claims: next.claims ?? claims },
      isFirst: false,
    });
  }
}

/** A call went through: whatever the provider had against us is over. */
export async function markClientAccepted({
  context,
  organizationId,
  connectionId,
}: Pick<CalendarAccess, 'context' | 'organizationId' | 'connectionId'>): Promise<void> {
  await context.db.inOrganization(organizationId, (tx) => refusedClientStore(tx).markAccepted(connectionId));
}
