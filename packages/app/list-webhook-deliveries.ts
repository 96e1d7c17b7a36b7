import {
  webhookDeliveryStore,
  type WebhookDeliveryState,
  type WebhookDeliveryView,
} from '@throughline/db/webhook-delivery-store.ts';
import { webhookEndpointStore } from '@throughline/db/webhook-endpoint-store.ts';
import type { AppContext } from './context.ts';
import { listPage, type ListPage } from './list-page.ts';

/** One page of what an endpoint was told, the newest first. */
export async function listWebhookDeliveries(
  { db }: Pick<AppContext, 'db'>,
  {
    organizationId,
    endpointId,
    state,
    cursor,
    pageSize,
  }: {
    organizationId: string;
    endpointId: string;
    state: WebhookDeliveryState | null;
    cursor: string | null;
    pageSize: number;
  },
): Promise<ListPage<WebhookDeliveryView>> {
  return db.inOrganization(organizationId, async (tx) => {
    if ((await webhookEndpointStore(tx).byId(endpointId)) === null) return { kind: 'not_found' };
    return listPage({
      organizationId,
      list: `webhook_deliveries.${endpointId}`,
      cursor,
      pageSize,
      read: (from, limit) => webhookDeliveryStore(tx).page({ endpointId, state, from, limit }),
    });
  });
}
