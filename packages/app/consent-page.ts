import type { ConsentPageResponse } from '@throughline/contracts/pages/calendars.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { adminConsentLink, adminConsentRedirectUri, readAdminConsentLink } from './admin-consent-link.ts';
import { administratorProviders } from './administrator-providers.ts';
import { readAttendanceConsentLink } from './attendance-consent-link.ts';
import { attendanceConsentPage } from './attendance-consent-page.ts';
import type { AppContext } from './context.ts';

export type ConsentPage =
  | { readonly kind: 'page'; readonly page: ConsentPageResponse }
  | { readonly kind: 'refused'; readonly reason: 'unknown_state' | 'expired' };

/** What whoever grants is shown: for whom, what, and where to. The link is all they have to bring along. */
export async function consentPage(
  context: Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'publicUrl'>,
  { token }: { token: string },
): Promise<ConsentPage> {
  const attendance = readAttendanceConsentLink(context, { token });
  if (attendance.kind === 'link') return attendanceConsentPage(context, { link: attendance, token });
  if (attendance.reason === 'expired') return attendance;
  const link = readAdminConsentLink(context, { token });
  if (link.kind === 'refused') return link;
  const { organizationId, consentId } = link;
  return context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    const row = await calendarDomainStore(tx).byConsent(consentId);
    const provider = administratorProviders(context.calendars).find(({ name }) => name === row?.provider);
    if (organization === null || row === null || row.tenantId === null || provider === undefined) {
      return { kind: 'refused', reason: 'unknown_state' };
    }
    const { name, adminConsent } = provider;
    const askedAt = row.consentAskedAt ?? context.clock.now();
    const { expiresAt } = adminConsentLink(context, { organizationId, consentId, askedAt });
    return {
      kind: 'page',
      page: {
        about: 'calendars',
        provider: name,
        domain: row.domain,
        organization: organization.name,
        scopes: [...adminConsent.scopes],
        expiresAt: expiresAt.toString(),
        granted: row.consent === 'granted',
        authorizationUrl: adminConsent.url({
          tenant: row.tenantId,
          state: token,
          redirectUri: adminConsentRedirectUri({ publicUrl: context.publicUrl, provider: name }),
        }),
      },
    };
  });
}
