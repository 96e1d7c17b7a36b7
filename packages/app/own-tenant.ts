import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import type { AppContext } from './context.ts';
import type { ProviderName } from './ports/calendar.ts';

/**
 * The tenant of a provider that owns a mail domain of the organisation: the one it granted by, else what the provider's
 * public discovery says. Null where none does, or where the provider has no such thing. Throws a CalendarError when the
 * provider cannot be asked.
 */
export async function ownTenant(
  { db, calendars }: Pick<AppContext, 'db' | 'calendars'>,
  { organizationId, domain, provider }: { organizationId: string; domain: string; provider: ProviderName },
): Promise<string | null> {
  const { adminConsent } = calendars.provider(provider).oauth;
  if (adminConsent === null) return null;
  const row = await db.inOrganization(organizationId, (tx) => calendarDomainStore(tx).byDomain(domain));
  if (row?.provider === provider && row.tenantId !== null) return row.tenantId;
  return adminConsent.tenantOf({ domain });
}
