import { accessStore } from '@throughline/db/access-store.ts';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import type { AppContext } from './context.ts';

/** From its next request on the key is nobody's. */
export async function revokeApiKey(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, keyId, actor }: { organizationId: string; keyId: string; actor: AuditActor },
): Promise<'revoked' | 'unknown_key'> {
  return db.inOrganization(organizationId, async (tx) => {
    const wasGood = await accessStore(tx).revokeApiKey({ id: keyId, wall: clock.wall() });
    if (!wasGood) return 'unknown_key';
    await auditStore(tx).append({
      at: clock.now(),
      entry: { actor, action: 'api_key.revoked', subjectKind: 'api_key', subjectId: keyId, details: {} },
    });
    return 'revoked';
  });
}
