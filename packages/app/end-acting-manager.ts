import { actingManagerStore } from '@throughline/db/acting-manager-store.ts';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { lifted } from '@throughline/domain/people/exemption.ts';
import type { AppContext } from './context.ts';
import { organizationToday } from './organization-today.ts';

/** From today on nobody stands in any more: what was not held yet passes back with the next sweep. */
export async function endActingManager(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, id, actor }: { organizationId: string; id: string; actor: AuditActor },
): Promise<'ended' | 'unknown' | 'over_already'> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const store = actingManagerStore(tx);
    const known = await store.byId(id);
    const named = known && (await store.lockOf(known.managerId)).find((one) => one.id === id);
    if (!named) return 'unknown';
    const left = lifted({ exemption: named, today: await organizationToday({ tx, organizationId, now }) });
    if (left.kind === 'over') return 'over_already';
    if (left.kind === 'gone') await store.remove(id);
    else await store.end({ id, endsOn: left.endsOn });
    await auditStore(tx).append({
      at: now,
      entry: {
        actor,
        action: 'acting_manager.ended',
        subjectKind: 'person',
        subjectId: named.managerId,
        details: { actingManagerId: id },
      },
    });
    return 'ended';
  });
}
