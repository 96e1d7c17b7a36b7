import { accessStore } from '@throughline/db/access-store.ts';
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
    actor,
  }: { organizationId: string; name: string; scopes: readonly string[]; actor: AuditActor },
): Promise<{ id: string; key: string }> {
  const { key, hash, hint } = newApiKey({ organizationId });
  const id = await db.inOrganization(organizationId, async (tx) => {
    const keyId = await accessStore(tx).addApiKey({
      name,
      hint,
      keyHash: hash,
      scopes: [...scopes],
      createdById: actor.kind === 'person' ? actor.id : null,
      createdAt: clock.wall(),
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
    return keyId;
  });
  return { id, key };
}
