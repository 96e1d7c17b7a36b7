import type { CalendarsResponse } from '@throughline/contracts/pages/calendars.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { calendarDomainStore } from '@throughline/db/calendar-domain-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { attendanceToForward } from './attendance-to-forward.ts';
import { consentToForward } from './consent-to-forward.ts';
import type { AppContext } from './context.ts';
import { lookUpCalendarDomains } from './look-up-calendar-domains.ts';
import { troubledCalendars, type TroubledCalendar } from './troubled-calendars.ts';

/** Where the calendars of each mail domain are, what an administrator still has to grant, and which do not work. */
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
    const connections = await connectionStore(tx).all();
    return {
      offered: [...context.calendars.offered()],
      connected: connections.filter(({ status }) => status !== 'disconnected').length,
      troubled: (await troubledCalendars({ tx, now: context.clock.now() })).map(onPage),
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
          attendanceToForward: attendanceToForward(context, { organization, domain: row }),
        };
      }),
    };
  });
}

function onPage({
  connectionId,
  person,
  provider,
  trouble,
  ageDays,
  why,
  next,
  booked,
  mailedAt,
}: TroubledCalendar): CalendarsResponse['troubled'][number] {
  const since = trouble.since.toString();
  return {
    connectionId,
    person,
    provider,
    since,
    ageDays,
    why,
    next,
    booked,
    mailedAt: mailedAt?.toString() ?? null,
  };
}
