import { eventLeaseStore } from '@throughline/db/event-lease-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { planningStore } from '@throughline/db/planning-store.ts';
import type { AppContext } from './context.ts';
import { isServed } from './is-served.ts';

/**
 * Wakes a booking for every conversation whose calendar entry is not as it should be: just planned, released from a
 * first plan's hold, left half done by a worker that died, due another try. Answers with their ids. A withdrawn
 * organisation still has its cancellations taken out; a paused one has nothing done.
 */
export async function bookDueEvents(
  { db, clock, queue }: Pick<AppContext, 'db' | 'clock' | 'queue'>,
  { organizationId }: { organizationId: string },
): Promise<readonly string[]> {
  const now = clock.now();
  const due = await db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (!organization || organization.state === 'paused') return [];
    await planningStore(tx).endHolds({ now });
    const onlyCancellations = !isServed(organization);
    return eventLeaseStore(tx).needingStep({ now, wall: clock.wall(), onlyCancellations });
  });
  const conversationIds = [...new Set(due.map((event) => event.conversationId))];
  for (const conversationId of conversationIds) {
    await queue.wake({ name: 'book-conversation', organizationId, conversationId });
  }
  return conversationIds;
}
