import { accessStore, type StoredApiKey } from '@throughline/db/access-store.ts';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { createApiKey as newApiKey } from '@throughline/security/api-key.ts';
import type { AppContext } from './context.ts';

/** A new key, shown this once; the database keeps its hash. */
export async function createApiKey(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    name,
    scopes,
    expiresAt = null,
    actor,
  }: {
    organizationId: string;
    name: string;
    scopes: readonly string[];
    /** Wall time; null until it is revoked. */
    expiresAt?: Temporal.Instant | null;
    actor: AuditActor;
  },
): Promise<{ id: string; key: string; stored: StoredApiKey }> {
  const { key, hash, hint } = newApiKey({ organizationId });
  const stored = await db.inOrganization(organizationId, async (tx) => {
    const keyId = await accessStore(tx).addApiKey({
      name,
      hint,
      keyHash: hash,
      scopes: [...scopes],
      createdById: actor.kind === 'person' ? actor.id : null,
      createdAt: clock.wall(),
      expiresAt,
    });
    await auditStore(tx).append({
      at: clock.now(),
      entry: {
        actor,
        action: 'api_key.created',
        subjectKind: 'api_key',
        subjectId: keyId,
        details: { scopes: scopes.join(' ') },
      },
    });
    const kept = await accessStore(tx).apiKeyById(keyId);
    if (kept === null) throw new Error('A key that was just stored is not there');
    return kept;
  });
  return { id: stored.id, key, stored };
}
