import { connectionStore } from '@throughline/db/connection-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { AppContext } from './context.ts';
import { isServed } from './is-served.ts';

/** So many in one sweep; the rest are the longest waiting of the next. */
const atOnce = 1_000;

/**
 * Wakes a reading for every connected calendar that was not read for its while: pushes are hints, this is the
 * guarantee. Answers with the connections' ids.
 */
export async function syncDueConnections(
  { db, clock, queue }: Pick<AppContext, 'db' | 'clock' | 'queue'>,
  { organizationId }: { organizationId: string },
): Promise<readonly string[]> {
  const due = await db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null || !isServed(organization)) return [];
    return connectionStore(tx).dueForSync({ now: clock.now(), wall: clock.wall(), limit: atOnce });
  });
  for (const connectionId of due) await queue.wake({ name: 'sync-connection', organizationId, connectionId });
  return due;
}
