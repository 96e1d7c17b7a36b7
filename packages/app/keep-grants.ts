import { idleGrantStore } from '@throughline/db/idle-grant-store.ts';
import { accessToken } from './access-token.ts';
import { markClientAccepted } from './calendar-access.ts';
import type { AppContext } from './context.ts';
import { CalendarError } from './ports/calendar-error.ts';

/**
 * Microsoft ends a grant after 90 days without use (learn.microsoft.com/entra/identity-platform/refresh-tokens), Google
 * after six months (developers.google.com/identity/protocols/oauth2). Between two conversations lie some 180.
 */
const unusedFor = { hours: 24 * 30 } as const;
/** So many in one sweep; two months are left for the rest. */
const most = 200;

/**
 * Uses grants that nothing has used for long, such as those of people who share when they are busy: planning asks them
 * twice a year. A paused organisation's too, so that nobody has to connect again after a pause. Answers how many were used.
 */
export async function keepGrants(
  context: Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'log'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const { db, clock, log } = context;
  const before = clock.wall().subtract(unusedFor);
  const idle = await db.inOrganization(organizationId, (tx) => idleGrantStore(tx).idle({ before, limit: most }));
  let used = 0;
  for (const connectionId of idle) {
    try {
      const access = { context, organizationId, connectionId };
      const { clientWasRefused } = await accessToken({ ...access, rejected: null });
      if (clientWasRefused) await markClientAccepted(access);
      used += 1;
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      const { kind, message: why } = error;
      log.warn({ organizationId, connectionId, kind, why }, 'a grant could not be used');
    }
  }
  return used;
}
