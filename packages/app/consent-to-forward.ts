import type { ConsentToForward } from '@throughline/contracts/pages/calendars.ts';
import type { CalendarDomain } from '@throughline/db/calendar-domain-store.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import { adminConsentLink } from './admin-consent-link.ts';
import { administratorProviders } from './administrator-providers.ts';
import type { AppContext } from './context.ts';

/** What is passed on to whoever grants for a domain; null when nothing is needed, or no link was made that still works. */
export function consentToForward(
  context: Pick<AppContext, 'clock' | 'calendars' | 'keyring' | 'publicUrl'>,
  { organization, domain }: { organization: Organization; domain: CalendarDomain | null },
): ConsentToForward | null {
  if (domain === null || domain.consent !== 'needed') return null;
  const { consentId, consentAskedAt: askedAt } = domain;
  const provider = administratorProviders(context.calendars).find(({ name }) => name === domain.provider);
  if (consentId === null || askedAt === null || provider === undefined) return null;
  const { url, expiresAt } = adminConsentLink(context, { organizationId: organization.id, consentId, askedAt });
  if (Temporal.Instant.compare(context.clock.now(), expiresAt) >= 0) return null;
  return {
    about: 'calendars',
    provider: provider.name,
    domain: domain.domain,
    organization: organization.name,
    scopes: [...provider.adminConsent.scopes],
    url,
    expiresAt: expiresAt.toString(),
  };
}
