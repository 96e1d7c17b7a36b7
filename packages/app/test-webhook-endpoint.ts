import { webhookDeliveryStore, type WebhookDeliveryView } from '@throughline/db/webhook-delivery-store.ts';
import { webhookEndpointStore } from '@throughline/db/webhook-endpoint-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { isDelivered } from '@throughline/domain/webhook/delivery-plan.ts';
import { attemptWebhook } from './attempt-webhook.ts';
import type { AppContext } from './context.ts';
import { settleDelivery } from './settle-delivery.ts';
import { secretsOf } from './webhook-secrets.ts';

/** Longer than an answer is waited for. */
const leaseSeconds = 60;

export type TestedEndpoint =
  | { readonly kind: 'tested'; readonly delivery: WebhookDeliveryView }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'paused' };

/**
 * Sends one test event, now and once, and tells what came of it. An endpoint that is switched off can be tested too, as
 * can one of an organisation that is not launched yet; a paused one sends nothing. A test says nothing about the endpoint
 * beyond itself: it is neither switched off nor taken for working again.
 */
export async function testWebhookEndpoint(
  context: Pick<AppContext, 'db' | 'clock' | 'keyring' | 'webhooks'>,
  { organizationId, endpointId }: { organizationId: string; endpointId: string },
): Promise<TestedEndpoint> {
  const { db, clock, keyring } = context;
  const wall = clock.wall();
  const prepared = await db.inOrganization(organizationId, async (tx) => {
    const endpoint = await webhookEndpointStore(tx).byId(endpointId);
    if (endpoint === null) return { kind: 'not_found' as const };
    if ((await organizationStore(tx).byId(organizationId))?.state === 'paused') return { kind: 'paused' as const };
    const until = wall.add({ seconds: leaseSeconds });
    const delivery = await webhookDeliveryStore(tx).addTest({ endpointId, now: clock.now(), until });
    return { kind: 'ready' as const, url: endpoint.url, secrets: secretsOf({ keyring, endpoint, wall }), delivery };
  });
  if (prepared.kind !== 'ready') return prepared;
  const { delivery } = prepared;
  const answer = await attemptWebhook(context, prepared);
  return db.inOrganization(organizationId, async (tx) => {
    const after = { kind: isDelivered(answer) ? 'delivered' : 'given_up' } as const;
    await settleDelivery({ tx, delivery, answer, after, now: clock.now() });
    const view = await webhookDeliveryStore(tx).view(delivery.id);
    return view === null ? { kind: 'not_found' } : { kind: 'tested', delivery: view };
  });
}
