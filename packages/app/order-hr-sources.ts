import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { hrSourceStore } from '@throughline/db/hr-source-store.ts';
import type { AppContext } from './context.ts';

/**
 * States which HR system counts most, second most and so on; all of them, so that nobody orders what they have not seen.
 * What was taken from a lower one stays until the next pull.
 */
export async function orderHrSources(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, names, actor }: { organizationId: string; names: readonly string[]; actor: AuditActor },
): Promise<'ordered' | 'not_all_of_them'> {
  return db.inOrganization(organizationId, async (tx) => {
    const sources = hrSourceStore(tx);
    const known = await sources.all();
    const idOf = new Map(known.map(({ id, name }) => [name, id]));
    const ids = names.flatMap((name) => idOf.get(name) ?? []);
    if (ids.length !== names.length || new Set(ids).size !== known.length || names.length !== known.length)
      return 'not_all_of_them';
    if (known.every(({ id }, at) => id === ids[at])) return 'ordered';
    await sources.order(ids);
    await auditStore(tx).append({
      at: clock.now(),
      entry: {
        actor,
        action: 'hr_source.ordered',
        subjectKind: 'organization',
        subjectId: organizationId,
        details: { names: names.join(' ') },
      },
    });
    return 'ordered';
  });
}
