import { randomUUIDv7 } from 'node:crypto';
import { auditStore, type AuditActor } from '@throughline/db/audit-store.ts';
import { calendarDomainStore, type CalendarDomain } from '@throughline/db/calendar-domain-store.ts';
import type { AppContext } from './context.ts';
import { ownTenant } from './own-tenant.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { ProviderName } from './ports/calendar.ts';
import { mailDomainOf } from '@throughline/domain/people/mail-domain.ts';

/**
 * Somebody was told that an administrator has to grant first: nobody of the tenant's domains is asked to connect until
 * one has, even where one had. A domain whose calendars an administrator says are elsewhere is left alone.
 */
export async function requireAdminConsent(
  context: Pick<AppContext, 'db' | 'clock' | 'calendars' | 'log'>,
  {
    organizationId,
    workEmail,
    provider,
    actor,
  }: { organizationId: string; workEmail: string; provider: ProviderName; actor: AuditActor },
): Promise<void> {
  const { db, clock, log } = context;
  const domain = mailDomainOf(workEmail);
  let tenantId: string | null;
  try {
    tenantId = await ownTenant(context, { organizationId, domain, provider });
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    log.warn({ organizationId, domain, kind: error.kind }, 'the owner of a mail domain could not be looked up');
    return;
  }
  if (tenantId === null) return;
  const now = clock.now();
  await db.inOrganization(organizationId, async (tx) => {
    const domains = calendarDomainStore(tx);
    const all = await domains.all();
    const own = all.find((one) => one.domain === domain);
    if (own !== undefined && own.provider !== null && own.provider !== provider) return;
    const others = all.filter((one) => one.provider === provider && one.tenantId === tenantId && one.domain !== domain);
    for (const row of [own ?? { domain, decidedBy: 'lookup' as const, consent: 'unknown' as const }, ...others]) {
      if (row.consent === 'needed') continue;
      await domains.put(needed({ row, provider, tenantId, now }));
      await auditStore(tx).append({
        at: now,
        entry: {
          actor,
          action: 'admin_consent.needed',
          subjectKind: 'organization',
          subjectId: organizationId,
          details: { domain: row.domain, provider },
        },
      });
    }
  });
}

/** A new need has a new link: the one before was spent. */
function needed({
  row: { domain, decidedBy },
  ...found
}: {
  row: Pick<CalendarDomain, 'domain' | 'decidedBy'>;
  provider: ProviderName;
  tenantId: string;
  now: Temporal.Instant;
}): CalendarDomain {
  return {
    domain,
    decidedBy,
    provider: found.provider,
    tenantId: found.tenantId,
    consent: 'needed',
    consentId: randomUUIDv7(),
    consentAskedAt: null,
    consentGrantedAt: null,
    updatedAt: found.now,
  };
}
