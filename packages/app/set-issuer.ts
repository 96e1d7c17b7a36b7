import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { AppContext } from './context.ts';

/** Names the OpenID Connect issuer that says who this organisation's people are, or takes the name away. */
export async function setIssuer(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, issuer, actor }: { organizationId: string; issuer: string | null; actor: AuditActor },
): Promise<void> {
  await db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).lock(organizationId);
    if (organization === null) throw new Error(`There is no organisation ${organizationId}`);
    if (organization.oidcIssuer === issuer) return;
    await organizationStore(tx).put({ ...organization, oidcIssuer: issuer });
    await auditStore(tx).append({
      at: clock.now(),
      entry: {
        actor,
        action: 'organization.issuer_set',
        subjectKind: 'organization',
        subjectId: organizationId,
        details: { issuer: issuer ?? '' },
      },
    });
  });
}
