import { connectionStore } from '@throughline/db/connection-store.ts';
import { refusedClientStore } from '@throughline/db/refused-client-store.ts';
import { brokenBecause } from './broken-because.ts';
import type { AppContext } from './context.ts';
import type { CalendarError } from './ports/calendar-error.ts';

/**
 * Keeps what a failure says about the connection as a whole. After `grant_lost` nobody asks the provider until the person
 * has connected again; where the provider refuses us, the connection stays and is tried again.
 */
export async function markBroken({
  context: { db, clock, log },
  organizationId,
  connectionId,
  error,
}: {
  readonly context: Pick<AppContext, 'db' | 'clock' | 'log'>;
  readonly organizationId: string;
  readonly connectionId: string;
  readonly error: CalendarError;
}): Promise<'grant_lost' | 'client_refused' | 'works'> {
  const because = brokenBecause(error);
  if (because === null) return 'works';
  const { kind, message: why } = error;
  const row = { id: connectionId, reason: kind, now: clock.now() };
  if (because === 'our_secret') {
    await db.inOrganization(organizationId, (tx) => refusedClientStore(tx).markRefused(row));
    log.warn({ organizationId, connectionId, kind, why }, 'a provider refuses our client');
    return 'client_refused';
  }
  const found = await db.inOrganization(organizationId, (tx) =>
    connectionStore(tx).markReconnectRequired({ ...row, because }),
  );
  if (found) log.warn({ organizationId, connectionId, kind, because, why }, 'a calendar has to be connected again');
  return 'grant_lost';
}
