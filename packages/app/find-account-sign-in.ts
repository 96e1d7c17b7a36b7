import { mailDomainOf } from '@throughline/domain/people/mail-domain.ts';
import type { AppContext } from './context.ts';
import { findSignIn } from './find-sign-in.ts';
import { ownTenant } from './own-tenant.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { ProviderName } from './ports/calendar.ts';

/**
 * Whom a provider's account signs in. A provider speaks for a work address only when the account is the organisation's
 * own: an account somebody opened for themselves keeps an address it once verified after that address has gone to
 * somebody else (developers.google.com/identity/gsi/web/guides/verify-google-id-token), and the administrators of any
 * tenant may write whatever address they like into theirs
 * (learn.microsoft.com/entra/identity-platform/claims-validation). So the address only says where to look; that the
 * tenant owns its domain is what counts.
 */
export async function findAccountSignIn(
  context: Pick<AppContext, 'db' | 'calendars' | 'log'>,
  { provider, email, tenant }: { provider: ProviderName; email: string; tenant: string | null },
): Promise<{ organizationId: string; personId: string } | null> {
  const found = await findSignIn(context, { email });
  if (found === null || tenant === null) return null;
  const { organization, person } = found;
  const signedIn = { organizationId: organization.id, personId: person.id };
  // Without tenants of their own, organisations are known to a provider by their domains.
  const isNamedByDomain = context.calendars.provider(provider).oauth.adminConsent === null;
  if (isNamedByDomain) return organization.mailDomains.includes(tenant.toLowerCase()) ? signedIn : null;
  try {
    const domain = mailDomainOf(email);
    const owner = await ownTenant(context, { organizationId: organization.id, domain, provider });
    return owner === tenant ? signedIn : null;
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error;
    context.log.warn({ kind: error.kind }, 'the owner of a mail domain could not be looked up');
    return null;
  }
}
