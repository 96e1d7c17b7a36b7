import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { webhookEventStore } from '@throughline/db/webhook-event-store.ts';
import type { AppContext } from './context.ts';

/** DESIGN §9: from now on nobody above the two of a conversation is told of anything by person, or is again. */
export async function setWorksCouncil(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, worksCouncil, actor }: { organizationId: string; worksCouncil: boolean; actor: AuditActor },
): Promise<void> {
  await db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).lock(organizationId);
    if (organization === null) throw new Error(`There is no organisation ${organizationId}`);
    if (organization.worksCouncil === worksCouncil) return;
    await organizationStore(tx).put({ ...organization, worksCouncil });
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
