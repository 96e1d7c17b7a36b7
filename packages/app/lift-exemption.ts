import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { exemptionStore } from '@throughline/db/exemption-store.ts';
import { lifted } from '@throughline/domain/people/exemption.ts';
import type { AppContext } from './context.ts';
import { organizationToday } from './organization-today.ts';

/** Somebody is asked again from today on. One that had not begun is as if it had never been stated, the audit apart. */
export async function liftExemption(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, id, actor }: { organizationId: string; id: string; actor: AuditActor },
): Promise<'lifted' | 'unknown' | 'over_already'> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const exemptions = exemptionStore(tx);
    const known = await exemptions.byId(id);
    const exemption = known && (await exemptions.lockOf(known.personId)).find((one) => one.id === id);
    if (!exemption) return 'unknown';
    const today = await organizationToday({ tx, organizationId, now });
    const left = lifted({ exemption, today });
    if (left.kind === 'over') return 'over_already';
    if (left.kind === 'gone') await exemptions.remove({ id, now });
    else await exemptions.end({ id, endsOn: left.endsOn, now });
    await auditStore(tx).append({
      at: now,
      entry: { actor, action: 'exemption.lifted', subjectKind: 'exemption', subjectId: id, details: {} },
    });
    return 'lifted';
  });
}
