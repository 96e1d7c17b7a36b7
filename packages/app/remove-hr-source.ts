import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { hrSourceStore } from '@throughline/db/hr-source-store.ts';
import type { AppContext } from './context.ts';

/** Forgets an HR system and its credentials. Its people stay as they are; nobody leaves by it. */
export async function removeHrSource(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, name, actor }: { organizationId: string; name: string; actor: AuditActor },
): Promise<'removed' | 'not_found'> {
  return db.inOrganization(organizationId, async (tx) => {
    const source = await hrSourceStore(tx).byName(name);
    if (source === null) return 'not_found';
    await hrSourceStore(tx).remove(source.id);
    const { id: subjectId, kind } = source;
    const entry = { actor, action: 'hr_source.removed', subjectKind: 'hr_source', subjectId, details: { name, kind } };
    await auditStore(tx).append({ at: clock.now(), entry });
    return 'removed';
  });
}
