import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { exemptionStore } from '@throughline/db/exemption-store.ts';
import { refusalOfExemption, type ExemptionRefusal } from '@throughline/domain/people/exemption.ts';
import type { AppContext } from './context.ts';
import { exemptionRules } from './exemption-rules.ts';

export type RenewedExemption =
  | { readonly kind: 'renewed' }
  | { readonly kind: 'refused'; readonly reason: 'unknown' | ExemptionRefusal; readonly longestDays: number };

/** Another last day for an exemption that is not over, sooner or later than the one it had. */
export async function renewExemption(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    id,
    endsOn,
    actor,
  }: { organizationId: string; id: string; endsOn: Temporal.PlainDate; actor: AuditActor },
): Promise<RenewedExemption> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const { today, longestDays } = await exemptionRules({ tx, organizationId, now });
    const exemptions = exemptionStore(tx);
    const known = await exemptions.byId(id);
    const all = known === null ? [] : await exemptions.lockOf(known.personId);
    const stated = all.find((one) => one.id === id);
    if (!stated) return { kind: 'refused', reason: 'unknown', longestDays };
    const isOver = stated.endsOn !== null && Temporal.PlainDate.compare(stated.endsOn, today) < 0;
    const others = all.filter((one) => one.id !== id);
    const refusal = isOver
      ? 'over_already'
      : refusalOfExemption({ stated: { ...stated, endsOn }, others, longestDays, today });
    if (refusal !== null) return { kind: 'refused', reason: refusal, longestDays };
    await exemptions.end({ id, endsOn, now });
    await auditStore(tx).append({
      at: now,
      entry: { actor, action: 'exemption.renewed', subjectKind: 'exemption', subjectId: id, details: {} },
    });
    return { kind: 'renewed' };
  });
}
