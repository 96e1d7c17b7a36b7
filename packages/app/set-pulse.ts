import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { AppContext } from './context.ts';

/** Whether reports who confirmed are asked if it was about what they want. Off, what was counted so far stays. */
export async function setPulse(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, pulse, actor }: { organizationId: string; pulse: boolean; actor: AuditActor },
): Promise<void> {
  await db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).lock(organizationId);
    if (organization === null) throw new Error(`There is no organisation ${organizationId}`);
    await organizationStore(tx).put({ ...organization, pulse });
    await auditStore(tx).append({
      at: clock.now(),
      entry: {
        actor,
        action: pulse ? 'pulse.on' : 'pulse.off',
        subjectKind: 'organization',
        subjectId: organizationId,
        details: {},
      },
    });
  });
}
