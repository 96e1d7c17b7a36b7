import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { adminConsentLink, type AdminConsentLink } from './admin-consent-link.ts';
import type { AppContext } from './context.ts';

export type AskedAdminConsent =
  | { readonly kind: 'asked'; readonly link: AdminConsentLink }
  /** Nobody has to grant anything for this domain, or has already. */
  | { readonly kind: 'refused'; readonly reason: 'not_needed' };

/** A link to forward to whoever grants, good for 30 days from now on. Those made before stay good as long as they were. */
export async function askAdminConsent(
  context: Pick<AppContext, 'db' | 'clock' | 'keyring' | 'publicUrl'>,
  { organizationId, domain, actor }: { organizationId: string; domain: string; actor: AuditActor },
): Promise<AskedAdminConsent> {
  const now = context.clock.now();
  return context.db.inOrganization(organizationId, async (tx) => {
    const domains = calendarDomainStore(tx);
    const row = await domains.byDomain(domain.toLowerCase());
    if (row === null || row.consent !== 'needed' || row.consentId === null) {
      return { kind: 'refused', reason: 'not_needed' };
    }
    await domains.put({ ...row, consentAskedAt: now, updatedAt: now });
    await auditStore(tx).append({
      at: now,
      entry: {
        actor,
        action: 'admin_consent.asked',
        subjectKind: 'organization',
        subjectId: organizationId,
        details: { domain: row.domain, provider: row.provider },
      },
    });
    return {
      kind: 'asked',
      link: adminConsentLink(context, { organizationId, consentId: row.consentId, askedAt: now }),
    };
  });
}
