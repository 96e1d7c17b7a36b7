import { listConnections } from '@throughline/app/list-connections.ts';
import { troubledCalendars, type TroubledCalendar } from '@throughline/app/troubled-calendars.ts';
import { listUncertainMails } from '@throughline/app/list-uncertain-mails.ts';
import { loadWorkforce, managerOf, reportsOf, todayOf, type Workforce } from '@throughline/app/workforce.ts';
import { auditSealStore } from '@throughline/db/audit-seal-store.ts';
import { hrSourceStore, type StoredHrSource } from '@throughline/db/hr-source-store.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import type { StoredPerson } from '@throughline/db/people-store.ts';
import { whoseMove } from '@throughline/domain/connection/broken-because.ts';
import { isActiveOn } from '@throughline/domain/people/person.ts';
import type { OperatorContext } from '@throughline/runtime/open-operator-context.ts';
import { ok, warn, type Finding } from './finding.ts';
import { refusedClientFindings } from './refused-client-findings.ts';

/** What keeps an organisation's conversations from their dates, and mails nobody knows about. */
export async function organizationFindings({
  context,
  organization: { id: organizationId, slug, name, state },
}: {
  context: OperatorContext;
  organization: Organization;
}): Promise<readonly Finding[]> {
  const now = context.clock.now();
  const workforce = await context.db.inOrganization(organizationId, (tx) => loadWorkforce({ tx, organizationId, now }));
  const connections = await listConnections(context, { organizationId });
  const troubled = await context.db.inOrganization(organizationId, (tx) => troubledCalendars({ tx, now }));
  const sources = await context.db.inOrganization(organizationId, (tx) => hrSourceStore(tx).all());
  const mails = await listUncertainMails(context, { organizationId });
  const unsealed = await context.db.inOrganization(organizationId, (tx) => auditSealStore(tx).unsealed());
  const unconnected = managersWithoutConnection({ workforce, now });
  const zoneless = active({ workforce, now }).filter(({ timeZone }) => timeZone === null);
  return [
    ok(slug, `${name} is ${state}; people: ${workforce.people.size}, connected calendars: ${connections.length}`),
    ...refusedClientFindings({ about: slug, connections }),
    ...troubleFindings({ about: slug, troubled }),
    ...sourceFindings({ about: slug, sources }),
    ...some({
      about: slug,
      found: 'managers without a connection',
      advice: 'Their reports wait for a date until they connect a calendar; connect requests go out by themselves.',
      which: unconnected.map(({ displayName }) => displayName),
    }),
    ...some({
      about: slug,
      found: 'mail domains that wait for their administrator',
      advice: 'Nobody there is asked to connect before. The page Calendars has the text to pass on to whoever grants.',
      which: [...workforce.calendarDomains.values()]
        .filter(({ consent }) => consent === 'needed')
        .map(({ domain }) => domain),
    }),
    ...some({
      about: slug,
      found: 'people without a time zone',
      advice: 'They are listed and not booked. HR can send the zone.',
      which: zoneless.map(({ displayName }) => displayName),
    }),
    ...some({
      about: slug,
      found: 'mails of unknown fate',
      advice: 'The mail server took them and never answered. They are not sent again: look for these ids in its log.',
      which: mails.map(({ template, messageId }) => `${template} ${messageId}`),
    }),
    ...sealFindings({ about: slug, oldestAt: unsealed.oldestAt, now }),
  ];
}

/** Sealed each minute; after this long something stands in the way. */
const sealedWithin = { hours: 1 };

function sealFindings({
  about,
  oldestAt,
  now,
}: {
  about: string;
  oldestAt: Temporal.Instant | null;
  now: Temporal.Instant;
}): readonly Finding[] {
  if (oldestAt === null || Temporal.Instant.compare(oldestAt, now.subtract(sealedWithin)) > 0) return [];
  return [
    warn(
      about,
      `the audit is not sealed since ${oldestAt.toString({ smallestUnit: 'minute' })}`,
      'A worker seals it each minute, up to the oldest transaction that is open in this PostgreSQL: look for one that was left.',
    ),
  ];
}

function troubleFindings({
  about,
  troubled,
}: {
  about: string;
  troubled: readonly TroubledCalendar[];
}): readonly Finding[] {
  const which = (wanted: (calendar: TroubledCalendar) => boolean) =>
    troubled.filter(wanted).map(({ accountEmail, ageDays }) => `${accountEmail} for ${ageDays} days`);
  return [
    ...some({
      about,
      found: 'calendars that wait for their person to connect again',
      advice: 'Each person is mailed once. throughline connections --broken says why and what hangs on it.',
      which: which(({ trouble: { because } }) => because !== null && whoseMove(because) === 'person'),
    }),
    ...some({
      about,
      found: 'calendars that an administrator does not allow any more',
      advice: 'Their people are not asked. The page Calendars has the text to pass on to whoever grants.',
      which: which(({ trouble: { because } }) => because !== null && whoseMove(because) === 'administrator'),
    }),
    ...some({
      about,
      found: 'calendars connected and not read for over a day',
      advice: 'They are tried again by themselves. Is a worker running? throughline connections has the last trouble.',
      which: which(({ trouble: { kind, because } }) => kind === 'not_read' && because === null),
    }),
  ];
}

const mostNamed = 5;

function some({
  about,
  found,
  advice,
  which,
}: {
  about: string;
  found: string;
  advice: string;
  which: readonly string[];
}): readonly Finding[] {
  if (which.length === 0) return [];
  const more = which.length > mostNamed ? ` and ${which.length - mostNamed} more` : '';
  return [warn(about, `${found}: ${which.length} (${which.slice(0, mostNamed).join(', ')}${more})`, advice)];
}

function active({ workforce, now }: { workforce: Workforce; now: Temporal.Instant }): readonly StoredPerson[] {
  return [...workforce.people.values()].filter((person) =>
    isActiveOn({ person, on: todayOf({ person, workforce, now }) }),
  );
}

function managersWithoutConnection({
  workforce,
  now,
}: {
  workforce: Workforce;
  now: Temporal.Instant;
}): readonly StoredPerson[] {
  const managers = reportsOf(workforce)
    .filter((report) => isActiveOn({ person: report, on: todayOf({ person: report, workforce, now }) }))
    .flatMap((report) => managerOf({ workforce, report, today: todayOf({ person: report, workforce, now }) }) ?? []);
  return [...new Set(managers)].filter(({ id }) => !workforce.connectedManagers.has(id));
}

/** HR systems the last pull took nothing from. */
function sourceFindings({ about, sources }: { about: string; sources: readonly StoredHrSource[] }): readonly Finding[] {
  return sources.flatMap(({ name, state, lastProblem }) => {
    if (lastProblem === null) return [];
    const advice =
      state === 'paused'
        ? `If that is right, throughline hr-source pull ${name} --let-leave with their number.`
        : 'It is asked again within the hour.';
    return [warn(about, `the HR system ${name}: ${lastProblem}`, advice)];
  });
}
