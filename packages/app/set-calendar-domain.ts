import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import type { AppContext } from './context.ts';
import type { ProviderName } from './ports/calendar.ts';

/**
 * An administrator says where a mail domain's calendars are; null leaves it to its people, as far as a lookup finds
 * nothing. Whether a consent is needed there is looked up anew; one that was granted stays as long as the provider does.
 */
export async function setCalendarDomain(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    domain: given,
    provider,
    actor,
  }: { organizationId: string; domain: string; provider: ProviderName | null; actor: AuditActor },
): Promise<void> {
  const domain = given.toLowerCase();
  const now = clock.now();
  await db.inOrganization(organizationId, async (tx) => {
    const domains = calendarDomainStore(tx);
    const before = await domains.byDomain(domain);
    const decidedBy = provider === null ? 'lookup' : 'administrator';
    if (before !== null && before.provider === provider && provider !== null) {
      await domains.put({ ...before, decidedBy, updatedAt: now });
    } else {
      await domains.put({
        domain,
        provider,
        decidedBy,
        tenantId: null,
        consent: 'unknown',
        consentId: null,
        consentAskedAt: null,
        consentGrantedAt: null,
        updatedAt: now,
      });
      await domains.releaseTenants();
    }
    await auditStore(tx).append({
      at: now,
      entry: {
        actor,
        action: 'calendar_domain.set',
        subjectKind: 'organization',
        subjectId: organizationId,
        details: { domain, provider },
      },
    });
  });
}
