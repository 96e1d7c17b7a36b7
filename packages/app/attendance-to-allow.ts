import type { CalendarDomain } from '@throughline/db/calendar-domain-store.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import { administratorProviders, type AdministratorProvider } from './administrator-providers.ts';
import type { AppContext } from './context.ts';

/**
 * At which provider an administrator of a mail domain may allow attendance for everybody there, and for which tenant;
 * null where the organisation has not turned it on, or nobody's word is needed. Whether it was allowed already no
 * provider tells: the next manager who agrees finds out.
 */
export function attendanceToAllow(
  { calendars }: Pick<AppContext, 'calendars'>,
  { organization, domain }: { organization: Organization; domain: CalendarDomain | null },
): (AdministratorProvider & { readonly tenantId: string }) | null {
  if (!organization.attendance || organization.worksCouncil || domain === null || domain.tenantId === null) return null;
  const provider = administratorProviders(calendars).find(({ name }) => name === domain.provider);
  if (provider === undefined || provider.adminConsent.isPersonal(domain.tenantId)) return null;
  return { ...provider, tenantId: domain.tenantId };
}
