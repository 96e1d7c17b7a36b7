import { webhookEndpointStore, type StoredWebhookEndpoint } from '@throughline/db/webhook-endpoint-store.ts';
import type { AppContext } from './context.ts';

/** Null where the organisation has no such endpoint. */
export function readWebhookEndpoint(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, endpointId }: { organizationId: string; endpointId: string },
): Promise<StoredWebhookEndpoint | null> {
  return db.inOrganization(organizationId, (tx) => webhookEndpointStore(tx).byId(endpointId));
}
