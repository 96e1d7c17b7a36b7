import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { adminConsentRedirectUri } from './admin-consent-link.ts';
import type { ReadAttendanceConsentLink } from './attendance-consent-link.ts';
import { attendanceToAllow } from './attendance-to-allow.ts';
import type { ConsentPage } from './consent-page.ts';
import type { AppContext } from './context.ts';

/** What whoever may allow attendance for a whole tenant is shown. */
export async function attendanceConsentPage(
  context: Pick<AppContext, 'db' | 'calendars' | 'publicUrl'>,
  { link, token }: { link: Extract<ReadAttendanceConsentLink, { kind: 'link' }>; token: string },
): Promise<ConsentPage> {
  const { organizationId, domain, expiresAt } = link;
  return context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    const row = await calendarDomainStore(tx).byDomain(domain);
    if (organization === null) return { kind: 'refused', reason: 'unknown_state' };
    const allowing = attendanceToAllow(context, { organization, domain: row });
    if (allowing === null) return { kind: 'refused', reason: 'unknown_state' };
    const { name, adminConsent, tenantId } = allowing;
    const redirectUri = adminConsentRedirectUri({ publicUrl: context.publicUrl, provider: name });
    return {
      kind: 'page',
      page: {
        about: 'attendance',
        provider: name,
        domain,
        organization: organization.name,
        scopes: [...adminConsent.attendanceScopes],
        expiresAt: expiresAt.toString(),
        granted: false,
        authorizationUrl: adminConsent.attendanceUrl({ tenant: tenantId, state: token, redirectUri }),
      },
    };
  });
}
