import type { ConsentToForward } from '@throughline/contracts/pages/calendars.ts';
import type { CalendarDomain } from '@throughline/db/calendar-domain-store.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import { attendanceConsentLink } from './attendance-consent-link.ts';
import { attendanceToAllow } from './attendance-to-allow.ts';
import type { AppContext } from './context.ts';

/** What is passed on to whoever may allow attendance for a domain; null where it is off or nobody has to. */
export function attendanceToForward(
  context: Pick<AppContext, 'clock' | 'calendars' | 'keyring' | 'publicUrl'>,
  { organization, domain }: { organization: Organization; domain: CalendarDomain | null },
): ConsentToForward | null {
  const allowing = attendanceToAllow(context, { organization, domain });
  if (allowing === null || domain === null) return null;
  // The same text all day, whoever looks.
  const askedAt = context.clock.now().toZonedDateTimeISO('UTC').startOfDay().toInstant();
  const asked = { organizationId: organization.id, domain: domain.domain, askedAt };
  const { url, expiresAt } = attendanceConsentLink(context, asked);
  return {
    about: 'attendance',
    provider: allowing.name,
    domain: domain.domain,
    organization: organization.name,
    scopes: [...allowing.adminConsent.attendanceScopes],
    url,
    expiresAt: expiresAt.toString(),
  };
}
