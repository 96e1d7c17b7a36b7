import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { webhookEndpointStore } from '@throughline/db/webhook-endpoint-store.ts';
import { usualOverlap } from '@throughline/domain/webhook/delivery-plan.ts';
import { createWebhookSecret } from '@throughline/security/webhook/webhook-signature.ts';
import type { AppContext } from './context.ts';
import { sealSecret } from './webhook-secrets.ts';

export type RotatedSecret =
  | {
      readonly kind: 'rotated';
      readonly secret: string;
      /** Until then the former secret signs too; machine time. Null where it ended at once. */
      readonly formerUntil: Temporal.Instant | null;
    }
  | { readonly kind: 'not_found' };

/** A new secret, shown this once. The former signs beside it for a while; one before that is over. */
export async function rotateWebhookSecret(
  { db, clock, keyring }: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  {
    organizationId,
    endpointId,
    overlap = Temporal.Duration.from(usualOverlap),
    actor,
  }: { organizationId: string; endpointId: string; overlap?: Temporal.Duration; actor: AuditActor },
): Promise<RotatedSecret> {
  const secret = createWebhookSecret();
  return db.inOrganization(organizationId, async (tx) => {
    const endpoints = webhookEndpointStore(tx);
    const endpoint = await endpoints.lock(endpointId);
    if (endpoint === null) return { kind: 'not_found' };
    const formerUntil = overlap.sign > 0 ? clock.wall().add(overlap) : null;
    const now = clock.now();
    await endpoints.change({
      id: endpointId,
      values: {
        secret: sealSecret({ keyring, endpoint, secret }),
        formerSecret: formerUntil === null ? null : endpoint.secret,
        formerSecretUntil: formerUntil,
      },
      now,
    });
    const entry = { actor, subjectKind: 'webhook_endpoint', subjectId: endpointId, details: {} };
    await auditStore(tx).append({ at: now, entry: { ...entry, action: 'webhook_endpoint.secret_rotated' } });
    return { kind: 'rotated', secret, formerUntil };
  });
}
