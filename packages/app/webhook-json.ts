import type { V1WebhookDelivery, V1WebhookEndpoint } from '@throughline/contracts/v1/webhooks.ts';
import type { WebhookDeliveryView } from '@throughline/db/webhook-delivery-store.ts';
import type { StoredWebhookEndpoint } from '@throughline/db/webhook-endpoint-store.ts';

/** @param wall machine time, by which a former secret ends */
export function v1WebhookEndpointOf({
  endpoint,
  wall,
}: {
  endpoint: StoredWebhookEndpoint;
  wall: Temporal.Instant;
}): V1WebhookEndpoint {
  const { formerSecretUntil } = endpoint;
  const isOverlapping = formerSecretUntil !== null && Temporal.Instant.compare(wall, formerSecretUntil) < 0;
  return {
    id: endpoint.id,
    url: endpoint.url,
    description: endpoint.description,
    event_types: endpoint.eventTypes === null ? null : [...endpoint.eventTypes],
    state: endpoint.state,
    disabled_because: endpoint.disabledBecause,
    disabled_at: endpoint.disabledAt?.toString() ?? null,
    failing_since: endpoint.failingSince?.toString() ?? null,
    previous_secret_expires_at: isOverlapping ? formerSecretUntil.toString() : null,
    created_at: endpoint.createdAt.toString(),
    modified_at: endpoint.updatedAt.toString(),
  };
}

export function v1WebhookDeliveryOf(view: WebhookDeliveryView): V1WebhookDelivery {
  const { eventId, event } = view;
  return {
    id: view.id,
    event: { id: eventId, type: event.type, timestamp: event.at.toString(), data: { ...event.data } },
    state: view.state,
    attempts: view.attempts,
    next_attempt_at: view.nextAttemptAt?.toString() ?? null,
    last_attempt_at: view.lastAttemptAt?.toString() ?? null,
    last_status: view.lastStatus,
    last_error: view.lastError,
    delivered_at: view.deliveredAt?.toString() ?? null,
  };
}
