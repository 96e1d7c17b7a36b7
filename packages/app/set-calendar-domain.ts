import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { calendarDomainStore, type CalendarDomain } from '@throughline/db/calendar-domain-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { AppContext } from './context.ts';
import type { ProviderName } from './ports/calendar.ts';

/**
 * An administrator says where a mail domain's calendars are; null leaves it to a lookup. Whether a consent is needed
 * there is looked up anew; one that was granted stays as long as the provider does.
 */
export async function setCalendarDomain(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    domain: given,
    provider,
    actor,
  }: { organizationId: string; domain: string; provider: ProviderName | null; actor: AuditActor },
): Promise<'set' | 'unknown_domain'> {
  const domain = given.toLowerCase();
  const now = clock.now();
  const decidedBy = provider === null ? 'lookup' : 'administrator';
  return db.inOrganization(organizationId, async (tx) => {
    const domains = calendarDomainStore(tx);
    if (!(await isOurs({ tx, organizationId, domain }))) return 'unknown_domain';
    const before = await domains.byDomain(domain);
    const stays = before !== null && (provider === null ? before.decidedBy === 'lookup' : before.provider === provider);
    await domains.put(stays ? { ...before, decidedBy, updatedAt: now } : unknown({ domain, provider, decidedBy, now }));
    await domains.releaseTenants();
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
    return 'set';
  });
}

async function isOurs({
  tx,
  organizationId,
  domain,
}: {
  tx: Transaction;
  organizationId: string;
  domain: string;
}): Promise<boolean> {
  const organization = await organizationStore(tx).byId(organizationId);
  if (organization?.mailDomains.includes(domain)) return true;
  return (await calendarDomainStore(tx).domainsOfPeople()).some((one) => one.domain === domain);
}

function unknown({
  now,
  ...said
}: Pick<CalendarDomain, 'domain' | 'provider' | 'decidedBy'> & { now: Temporal.Instant }): CalendarDomain {
  return {
    ...said,
    tenantId: null,
    consent: 'unknown',
    consentId: null,
    consentAskedAt: null,
    consentGrantedAt: null,
    updatedAt: now,
  };
}
