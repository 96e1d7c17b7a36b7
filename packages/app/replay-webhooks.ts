import { webhookDeliveryStore, type WebhookDeliveryView } from '@throughline/db/webhook-delivery-store.ts';
import { webhookEndpointStore } from '@throughline/db/webhook-endpoint-store.ts';
import { testEventType } from '@throughline/domain/webhook/webhook-event.ts';
import type { AppContext } from './context.ts';

type ReplayContext = Pick<AppContext, 'db' | 'clock' | 'queue'>;
type Endpoint = { readonly organizationId: string; readonly endpointId: string };
export type ReplayRefusal = { readonly kind: 'not_found' | 'switched_off' | 'only_tested' };

/** Sends one event again under its own id, whatever became of it. */
export async function replayWebhook(
  { db, clock, queue }: ReplayContext,
  { organizationId, endpointId, deliveryId }: Endpoint & { deliveryId: string },
): Promise<{ readonly kind: 'replayed'; readonly delivery: WebhookDeliveryView } | ReplayRefusal> {
  const now = clock.now();
  const replayed = await db.inOrganization(organizationId, async (tx) => {
    const endpoint = await webhookEndpointStore(tx).byId(endpointId);
    const deliveries = webhookDeliveryStore(tx);
    const before = await deliveries.view(deliveryId);
    if (endpoint === null || before?.endpointId !== endpointId) return { kind: 'not_found' as const };
    if (before.event.type === testEventType) return { kind: 'only_tested' as const };
    if (endpoint.state === 'disabled') return { kind: 'switched_off' as const };
    await deliveries.replay({ id: deliveryId, now });
    const delivery = await deliveries.view(deliveryId);
    return delivery === null ? { kind: 'not_found' as const } : { kind: 'replayed' as const, delivery };
  });
  if (replayed.kind === 'replayed') await queue.wake({ name: 'deliver-webhooks', organizationId, endpointId });
  return replayed;
}

/**
 * Sends everything of since then that the endpoint has not acknowledged: what was given up on, and what it was not told of
 * while it was switched off; with `all` even what it has. Events are kept for thirty days. Answers how many.
 */
export async function replayWebhooksSince(
  { db, clock, queue }: ReplayContext,
  { organizationId, endpointId, since, all }: Endpoint & { since: Temporal.Instant; all: boolean },
): Promise<{ readonly kind: 'replayed'; readonly count: number } | ReplayRefusal> {
  const now = clock.now();
  const replayed = await db.inOrganization(organizationId, async (tx) => {
    const endpoint = await webhookEndpointStore(tx).byId(endpointId);
    if (endpoint === null) return { kind: 'not_found' as const };
    if (endpoint.state === 'disabled') return { kind: 'switched_off' as const };
    const count = await webhookDeliveryStore(tx).replaySince({ endpointId, since, all, now });
    return { kind: 'replayed' as const, count };
  });
  if (replayed.kind === 'replayed') await queue.wake({ name: 'deliver-webhooks', organizationId, endpointId });
  return replayed;
}
