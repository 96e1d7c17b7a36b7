import { webhookEndpointStore } from '@throughline/db/webhook-endpoint-store.ts';
import type { AppContext } from './context.ts';

/**
 * Wakes a worker for every endpoint that something waits for. Each has one of its own, so that a receiver that is slow or
 * gone keeps no other waiting. Answers how many.
 */
export async function deliverWebhooks(
  { db, clock, queue }: Pick<AppContext, 'db' | 'clock' | 'queue'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const due = await db.inOrganization(organizationId, (tx) =>
    webhookEndpointStore(tx).due({ now: clock.now(), wall: clock.wall() }),
  );
  for (const endpointId of due) await queue.wake({ name: 'deliver-webhooks', organizationId, endpointId });
  return due.length;
}
