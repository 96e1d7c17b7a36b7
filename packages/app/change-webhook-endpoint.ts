import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { webhookDeliveryStore } from '@throughline/db/webhook-delivery-store.ts';
import { webhookEndpointStore, type StoredWebhookEndpoint } from '@throughline/db/webhook-endpoint-store.ts';
import type { AppContext } from './context.ts';

export type ChangedWebhookEndpoint =
  | { readonly kind: 'changed' | 'not_found' | 'changed_meanwhile' }
  | { readonly kind: 'not_allowed'; readonly why: string };

/**
 * Changes where or of what an endpoint is told, or switches it on or off. Switched off, it is told nothing, and what was
 * on its way is skipped; switched on, it is told of what happens from then on, and can ask for what it missed.
 */
export async function changeWebhookEndpoint(
  { db, clock, webhooks }: Pick<AppContext, 'db' | 'clock' | 'webhooks'>,
  {
    organizationId,
    endpointId,
    change,
    isCurrent = async () => true,
    actor,
  }: {
    organizationId: string;
    endpointId: string;
    change: Partial<Pick<StoredWebhookEndpoint, 'url' | 'description' | 'eventTypes' | 'state'>>;
    /** Of the endpoint as it stands, held until the change is made. */
    isCurrent?: (endpoint: StoredWebhookEndpoint) => Promise<boolean>;
    actor: AuditActor;
  },
): Promise<ChangedWebhookEndpoint> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const endpoints = webhookEndpointStore(tx);
    const before = await endpoints.lock(endpointId);
    if (before === null) return { kind: 'not_found' };
    if (!(await isCurrent(before))) return { kind: 'changed_meanwhile' };
    const why = change.url === undefined ? null : webhooks.refusalOf(change.url);
    if (why !== null) return { kind: 'not_allowed', why };
    const { state, ...rest } = change;
    const switched = state === undefined || state === before.state ? {} : switchedTo({ state, now });
    await endpoints.change({ id: endpointId, values: { ...rest, ...switched }, now });
    if ('state' in switched && state === 'disabled') await webhookDeliveryStore(tx).skipWaiting(endpointId);
    await auditStore(tx).append({
      at: now,
      entry: {
        actor,
        action: 'webhook_endpoint.changed',
        subjectKind: 'webhook_endpoint',
        subjectId: endpointId,
        details: { what: Object.keys(change).join(' '), ...(state === undefined ? {} : { state }) },
      },
    });
    return { kind: 'changed' };
  });
}

function switchedTo({ state, now }: Pick<StoredWebhookEndpoint, 'state'> & { now: Temporal.Instant }) {
  if (state === 'enabled') return { state, disabledBecause: null, disabledAt: null };
  return { state, disabledBecause: 'asked' as const, disabledAt: now };
}
