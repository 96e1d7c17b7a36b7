import { webhookEndpointStore, type StoredWebhookEndpoint } from '@throughline/db/webhook-endpoint-store.ts';
import type { AppContext } from './context.ts';
import { listPage, type ListPage } from './list-page.ts';

/** One page of the endpoints other systems are told at. */
export function listWebhookEndpoints(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, cursor, pageSize }: { organizationId: string; cursor: string | null; pageSize: number },
): Promise<ListPage<StoredWebhookEndpoint>> {
  return db.inOrganization(organizationId, (tx) =>
    listPage({
      organizationId,
      list: 'webhook_endpoints',
      cursor,
      pageSize,
      read: (from, limit) => webhookEndpointStore(tx).page({ from, limit }),
    }),
  );
}
