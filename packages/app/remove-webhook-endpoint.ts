import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { webhookEndpointStore } from '@throughline/db/webhook-endpoint-store.ts';
import type { AppContext } from './context.ts';

/** Nothing is told there any more, and what was on its way or has arrived is forgotten with it. */
export async function removeWebhookEndpoint(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, endpointId, actor }: { organizationId: string; endpointId: string; actor: AuditActor },
): Promise<'removed' | 'not_found'> {
  return db.inOrganization(organizationId, async (tx) => {
    const endpoints = webhookEndpointStore(tx);
    if ((await endpoints.lock(endpointId)) === null) return 'not_found';
    await endpoints.remove(endpointId);
    const entry = { actor, subjectKind: 'webhook_endpoint', subjectId: endpointId, details: {} };
    await auditStore(tx).append({ at: clock.now(), entry: { ...entry, action: 'webhook_endpoint.removed' } });
    return 'removed';
  });
}
