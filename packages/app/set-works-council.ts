import { attendanceStore } from '@throughline/db/attendance-store.ts';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { webhookEventStore } from '@throughline/db/webhook-event-store.ts';
import type { AppContext } from './context.ts';

/** DESIGN §9: from now on nobody above the two of a conversation is told of anything by person, and nobody looks whether they were in a call;
 * or the former is so again. */
export async function setWorksCouncil(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, worksCouncil, actor }: { organizationId: string; worksCouncil: boolean; actor: AuditActor },
): Promise<void> {
  await db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).lock(organizationId);
    if (organization === null) throw new Error(`There is no organisation ${organizationId}`);
    if (organization.worksCouncil === worksCouncil) return;
    // Attendance goes with it, and does not come back with its end.
    const attendance = organization.attendance && !worksCouncil;
    await organizationStore(tx).put({ ...organization, worksCouncil, attendance });
    if (!attendance) await attendanceStore(tx).withdrawAll();
    if (worksCouncil) await webhookEventStore(tx).forgetForWorksCouncil();
    await auditStore(tx).append({
      at: clock.now(),
      entry: {
        actor,
        action: 'organization.works_council_set',
        subjectKind: 'organization',
        subjectId: organizationId,
        details: { works_council: worksCouncil },
      },
    });
  });
}
