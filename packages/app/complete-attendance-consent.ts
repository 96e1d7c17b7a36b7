import { auditStore } from '@throughline/db/audit-store.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import type { ReadAttendanceConsentLink } from './attendance-consent-link.ts';
import { attendanceToAllow } from './attendance-to-allow.ts';
import type { AdminConsentAnswer, CompletedAdminConsent } from './complete-admin-consent.ts';
import type { AppContext } from './context.ts';
import type { ProviderName } from './ports/calendar.ts';

/**
 * Records that an administrator allowed attendance, or did not, as their browser says. Nothing follows from it: what a
 * browser brings back proves nothing, managers may agree before and after, and the provider itself lets them or not.
 */
export async function completeAttendanceConsent(
  context: Pick<AppContext, 'db' | 'clock' | 'calendars'>,
  {
    link: { organizationId, domain },
    provider,
    answer,
  }: {
    link: Extract<ReadAttendanceConsentLink, { kind: 'link' }>;
    provider: ProviderName;
    answer: AdminConsentAnswer;
  },
): Promise<CompletedAdminConsent> {
  return context.db.inOrganization(organizationId, async (tx): Promise<CompletedAdminConsent> => {
    const organization = await organizationStore(tx).byId(organizationId);
    const row = await calendarDomainStore(tx).byDomain(domain);
    const allowing = organization && attendanceToAllow(context, { organization, domain: row });
    if (allowing === null || allowing.name !== provider) return { kind: 'refused', reason: 'unknown_state' };
    if (answer.granted && answer.tenant?.toLowerCase() !== allowing.tenantId.toLowerCase()) {
      return { kind: 'refused', reason: 'other_tenant' };
    }
    await auditStore(tx).append({
      at: context.clock.now(),
      entry: {
        actor: { kind: 'throughline' },
        action: answer.granted ? 'attendance_consent.granted' : 'attendance_consent.declined',
        subjectKind: 'organization',
        subjectId: organizationId,
        details: { domain, provider },
      },
    });
    return answer.granted ? { kind: 'attendance_granted', domains: [domain] } : { kind: 'refused', reason: 'declined' };
  });
}
