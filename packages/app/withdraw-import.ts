import { auditStore } from '@throughline/db/audit-store.ts';
import { importStore } from '@throughline/db/import-store.ts';
import type { AppContext } from './context.ts';
import { endWaitingImport } from './end-import.ts';
import type { ImportActor } from './submit-import.ts';

/** It is not taken in after all; twice is as good as once. */
export async function withdrawImport(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, importId, actor }: { organizationId: string; importId: string; actor: ImportActor },
): Promise<'withdrawn' | 'not_found' | 'too_late'> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const run = await importStore(tx).locked(importId);
    if (run === null) return 'not_found';
    if (run.state === 'withdrawn') return 'withdrawn';
    if (run.endedAt !== null) return 'too_late';
    await endWaitingImport({ tx, id: importId, because: 'asked', now });
    const subject = { subjectKind: 'import', subjectId: importId };
    await auditStore(tx).append({ at: now, entry: { actor, action: 'import.withdrawn', ...subject, details: {} } });
    return 'withdrawn';
  });
}
