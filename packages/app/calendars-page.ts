import type { CalendarsResponse } from '@throughline/contracts/pages/calendars.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { consentToForward } from './consent-to-forward.ts';
import type { AppContext } from './context.ts';
import { lookUpCalendarDomains } from './look-up-calendar-domains.ts';

/** Where the calendars of each mail domain are, and what an administrator still has to grant. */
export async function calendarsPage(
  context: Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'publicUrl' | 'log'>,
  { organizationId }: { organizationId: string },
): Promise<CalendarsResponse> {
  await lookUpCalendarDomains(context, { organizationId });
  return context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null) throw new Error(`There is no organisation ${organizationId}`);
    const store = calendarDomainStore(tx);
    const known = new Map((await store.all()).map((row) => [row.domain, row]));
    const peopleOf = new Map((await store.domainsOfPeople()).map(({ domain, people }) => [domain, people]));
    const all = new Set([...organization.mailDomains, ...peopleOf.keys(), ...known.keys()]);
    return {
      offered: [...context.calendars.offered()],
      domains: [...all].toSorted().map((domain) => {
        const row = known.get(domain) ?? null;
        return {
          domain,
          people: peopleOf.get(domain) ?? 0,
          provider: row?.provider ?? null,
          decidedBy: row?.decidedBy ?? 'lookup',
          consent: row?.consent ?? 'unknown',
          askedAt: row?.consentAskedAt?.toString() ?? null,
          grantedAt: row?.consentGrantedAt?.toString() ?? null,
          toForward: consentToForward(context, { organization, domain: row }),
        };
      }),
    };
  });
}
