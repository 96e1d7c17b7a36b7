import type { ConsentToForward } from '@throughline/contracts/pages/calendars.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { mailDomainOf } from '@throughline/domain/people/mail-domain.ts';
import { askAdminConsent } from './ask-admin-consent.ts';
import { consentToForward } from './consent-to-forward.ts';
import type { AppContext } from './context.ts';
import type { ProviderName } from './ports/calendar.ts';
import { requireAdminConsent } from './require-admin-consent.ts';

/**
 * Somebody was told at the provider that an administrator has to approve, which the provider does not always tell us,
 * and gets what to pass on. Null where the provider wants no such thing for their address.
 */
export async function askAdministrator(
  context: Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'publicUrl' | 'log'>,
  { organizationId, personId, provider }: { organizationId: string; personId: string; provider: ProviderName },
): Promise<ConsentToForward | null> {
  const { db } = context;
  const person = await db.inOrganization(organizationId, (tx) => peopleStore(tx).byId(personId));
  if (person === null || !context.calendars.offered().includes(provider)) return null;
  const { workEmail } = person;
  const actor = { kind: 'person', id: personId } as const;
  await requireAdminConsent(context, { organizationId, workEmail, provider, actor });
  const domain = mailDomainOf(workEmail);
  await askAdminConsent(context, { organizationId, domain, actor });
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    const row = await calendarDomainStore(tx).byDomain(domain);
    return organization && consentToForward(context, { organization, domain: row?.provider === provider ? row : null });
  });
}
