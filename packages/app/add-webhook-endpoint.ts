import { randomUUIDv7 } from 'node:crypto';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { webhookEndpointStore, type StoredWebhookEndpoint } from '@throughline/db/webhook-endpoint-store.ts';
import { createWebhookSecret } from '@throughline/security/webhook/webhook-signature.ts';
import type { AppContext } from './context.ts';
import { sealSecret } from './webhook-secrets.ts';

/** More would be a mistake, and each takes its turn whenever something happens. */
export const mostEndpoints = 20;

export type AddedWebhookEndpoint =
  | { readonly kind: 'added'; readonly id: string; readonly secret: string }
  /** `why` is for whoever typed it. */
  | { readonly kind: 'not_allowed'; readonly why: string }
  | { readonly kind: 'too_many' };

/** Tells another system of what happens from now on. Its secret is shown this once. */
export async function addWebhookEndpoint(
  { db, clock, keyring, webhooks }: Pick<AppContext, 'db' | 'clock' | 'keyring' | 'webhooks'>,
  {
    organizationId,
    actor,
    ...given
  }: { organizationId: string; actor: AuditActor } & Pick<StoredWebhookEndpoint, 'url' | 'description' | 'eventTypes'>,
): Promise<AddedWebhookEndpoint> {
  const why = webhooks.refusalOf(given.url);
  if (why !== null) return { kind: 'not_allowed', why };
  const now = clock.now();
  const id = randomUUIDv7();
  const secret = createWebhookSecret();
  return db.inOrganization(organizationId, async (tx) => {
    const endpoints = webhookEndpointStore(tx);
    if ((await endpoints.all()).length >= mostEndpoints) return { kind: 'too_many' };
    const sealed = sealSecret({ keyring, endpoint: { id, organizationId }, secret });
    await endpoints.insert({ endpoint: { ...given, id, secret: sealed }, now });
    const entry = { actor, subjectKind: 'webhook_endpoint', subjectId: id, details: {} };
    await auditStore(tx).append({ at: now, entry: { ...entry, action: 'webhook_endpoint.added' } });
    return { kind: 'added', id, secret };
  });
}
