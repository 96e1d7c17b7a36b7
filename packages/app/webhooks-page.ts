import type { WebhooksResponse } from '@throughline/contracts/pages/webhooks.ts';
import { webhookEventTypes } from '@throughline/contracts/v1/webhooks.ts';
import { organizationStore, type OrganizationState } from '@throughline/db/organization-store.ts';
import { webhookDeliveryStore } from '@throughline/db/webhook-delivery-store.ts';
import { webhookEndpointStore } from '@throughline/db/webhook-endpoint-store.ts';
import { keptFor } from '@throughline/domain/webhook/delivery-plan.ts';
import { mostEndpoints } from './add-webhook-endpoint.ts';
import type { AppContext } from './context.ts';
import { v1WebhookDeliveryOf, v1WebhookEndpointOf } from './webhook-json.ts';

const deliveriesShown = 10;

/** Which systems are told of what happens, and what came of it lately. */
export async function webhooksPage(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<WebhooksResponse> {
  const [now, wall] = [clock.now(), clock.wall()];
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    const endpoints = await webhookEndpointStore(tx).all();
    const counted = await webhookDeliveryStore(tx).countsSince(now.subtract(keptFor));
    const shown: WebhooksResponse['endpoints'] = [];
    for (const endpoint of endpoints) {
      const { id: endpointId } = endpoint;
      const page = { endpointId, state: null, from: null, limit: deliveriesShown };
      const deliveries = await webhookDeliveryStore(tx).page(page);
      const counts = { waiting: 0, delivered: 0, failed: 0, skipped: 0 };
      for (const { state, count } of counted.filter((one) => one.endpointId === endpointId)) counts[state] = count;
      shown.push({
        ...v1WebhookEndpointOf({ endpoint, wall }),
        counts,
        deliveries: deliveries.map(v1WebhookDeliveryOf),
      });
    }
    return {
      endpoints: shown,
      eventTypes: [...webhookEventTypes],
      full: endpoints.length >= mostEndpoints,
      telling: telling(organization?.state),
      now: now.toString(),
    };
  });
}

function telling(state: OrganizationState | undefined): WebhooksResponse['telling'] {
  if (state === 'paused') return 'paused';
  return state === 'pilot' || state === 'live' ? 'yes' : 'not_launched';
}
