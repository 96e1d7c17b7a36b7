import { webhookDeliveryStore, type LeasedDelivery } from '@throughline/db/webhook-delivery-store.ts';
import { webhookEndpointStore, type StoredWebhookEndpoint } from '@throughline/db/webhook-endpoint-store.ts';
import type { AppContext } from './context.ts';
import { attemptWebhook } from './attempt-webhook.ts';
import type { WebhookAnswer } from './ports/webhook-sender.ts';
import { recordAttempts } from './record-attempts.ts';
import { resealed, secretsOf } from './webhook-secrets.ts';

const batchSize = 8;
/** Longer than a whole batch takes, a receiver's silence included. */
const leaseSeconds = 60;

export type DeliverContext = Pick<AppContext, 'db' | 'clock' | 'keyring' | 'webhooks' | 'publicUrl' | 'log'>;

export type AttemptedDelivery = { readonly delivery: LeasedDelivery; readonly answer: WebhookAnswer };

/**
 * Tells one endpoint what waits for it, the oldest first and a few at a time, until nothing is left; once a whole batch
 * has failed the rest waits for the next sweep. No transaction is open while a receiver is asked. Should an answer be
 * lost with its worker, the event is sent again under its id: receivers drop what they have had.
 */
export async function deliverToEndpoint(
  context: DeliverContext,
  { organizationId, endpointId }: { organizationId: string; endpointId: string },
): Promise<{ readonly delivered: number; readonly failed: number }> {
  const count = { delivered: 0, failed: 0 };
  for (;;) {
    const leased = await leaseBatch(context, { organizationId, endpointId });
    if (leased === null) return count;
    const { endpoint, deliveries, secrets } = leased;
    const attempted = await Promise.all(
      deliveries.map(async (delivery): Promise<AttemptedDelivery> => {
        const answer = await attemptWebhook(context, { url: endpoint.url, secrets, delivery });
        return { delivery, answer };
      }),
    );
    const delivered = await recordAttempts(context, { organizationId, endpointId, attempted });
    count.delivered += delivered;
    count.failed += attempted.length - delivered;
    if (delivered === 0) return count;
  }
}

type Leased = {
  readonly endpoint: StoredWebhookEndpoint;
  readonly deliveries: readonly LeasedDelivery[];
  readonly secrets: readonly string[];
};

function leaseBatch(
  { db, clock, keyring }: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  { organizationId, endpointId }: { organizationId: string; endpointId: string },
): Promise<Leased | null> {
  const wall = clock.wall();
  const until = wall.add({ seconds: leaseSeconds });
  return db.inOrganization(organizationId, async (tx) => {
    const endpoints = webhookEndpointStore(tx);
    const endpoint = await endpoints.byId(endpointId);
    if (endpoint?.state !== 'enabled') return null;
    const lease = { endpointId, now: clock.now(), wall, until, limit: batchSize };
    const deliveries = await webhookDeliveryStore(tx).lease(lease);
    if (deliveries.length === 0) return null;
    const secrets = resealed({ keyring, endpoint });
    if (secrets !== null) await endpoints.reseal({ id: endpointId, secrets });
    return { endpoint, deliveries, secrets: secretsOf({ keyring, endpoint, wall }) };
  });
}
