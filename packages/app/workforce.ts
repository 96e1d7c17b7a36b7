import { absenceStore } from '@throughline/db/absence-store.ts';
import { actingManagerStore } from '@throughline/db/acting-manager-store.ts';
import type { CalendarDomain } from '@throughline/db/calendar-domain-store.ts';
import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { planningStore } from '@throughline/db/planning-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import type { ReportCircumstances } from '@throughline/domain/conversation/obligation.ts';
import { lateRolloutPlace, rolloutPlaces, type RolloutPlace } from '@throughline/domain/conversation/rollout.ts';
import { firstInCascade } from '@throughline/domain/people/cascade.ts';
import type { ActingManager } from '@throughline/domain/people/acting-manager.ts';
import type { Exemption } from '@throughline/domain/people/exemption.ts';
import type { Leave } from '@throughline/domain/people/leave.ts';
import type { Person } from '@throughline/domain/people/person.ts';
import { publicHolidayIn } from '@throughline/domain/people/public-holidays.ts';
import { managerChangedOn, managersOn, type ReportingLine } from '@throughline/domain/people/reporting-line.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { isInAudience, resolvePolicy } from '@throughline/domain/policy/resolve-policy.ts';
import { laterDate, localDateOf } from '@throughline/domain/time/local-date.ts';
import { loadCalendarDomains } from './load-calendar-domains.ts';
import { standInsOf } from './stand-ins-of.ts';

/** The people of an organisation and what holds for them, without their conversations, read at one moment. */
export type Staff = {
  readonly organization: Organization;
  readonly people: ReadonlyMap<string, StoredPerson>;
  readonly linesOf: ReadonlyMap<string, readonly ReportingLine[]>;
  readonly acting: readonly ActingManager[];
  readonly leavesOf: ReadonlyMap<string, readonly Leave[]>;
  readonly exemptions: readonly Exemption[];
  /** Every version. */
  readonly policies: readonly Policy[];
  readonly connectedManagers: ReadonlySet<string>;
  /** By mail domain. */
  readonly calendarDomains: ReadonlyMap<string, CalendarDomain>;
};

/** Everything about an organisation that decides who owes whom a conversation, read at one moment. */
export type Workforce = Staff & {
  /** Each report's newest conversation. */
  readonly latestOf: ReadonlyMap<string, StoredConversation>;
  readonly lastHeldOf: ReadonlyMap<string, Temporal.PlainDate>;
};

type Asked = { readonly tx: Transaction; readonly organizationId: string; readonly now: Temporal.Instant };

export async function loadWorkforce(asked: Asked): Promise<Workforce> {
  const staff = await loadStaff(asked);
  const conversations = conversationStore(asked.tx);
  return {
    ...staff,
    latestOf: new Map((await conversations.latest()).map((one) => [one.reportId, one])),
    lastHeldOf: await conversations.lastHeld(),
  };
}

export async function loadStaff({ tx, organizationId, now }: Asked): Promise<Staff> {
  const organization = await organizationStore(tx).byId(organizationId);
  if (!organization) throw new Error(`There is no organisation ${organizationId}.`);
  const people = await peopleStore(tx).all();
  const lines = await reportingLineStore(tx).all();
  const absences = absenceStore(tx);
  const leaves = await absences.leaves();
  const connections = await planningStore(tx).activeConnections();
  return {
    organization,
    people: new Map(people.map((person) => [person.id, person])),
    linesOf: Map.groupBy(lines, (line) => line.reportId),
    acting: await actingManagerStore(tx).all(),
    leavesOf: Map.groupBy(leaves, (leave) => leave.personId),
    exemptions: await absences.exemptions({
      on: localDateOf({ instant: now, timeZone: 'UTC' }).subtract({ days: 1 }),
    }),
    policies: await policyStore(tx).all(),
    connectedManagers: new Set(connections.filter((one) => one.purpose === 'organize').map((one) => one.personId)),
    calendarDomains: await loadCalendarDomains(tx),
  };
}

/** Of everyone who has or had a manager or a conversation. */
export function reportsOf({ linesOf, latestOf, people }: Workforce): readonly StoredPerson[] {
  const ids = new Set([...linesOf.keys(), ...latestOf.keys()]);
  return [...ids].flatMap((id) => people.get(id) ?? []);
}

/** What decides about each report's conversation today. */
export function circumstancesOf({
  workforce,
  now,
}: {
  workforce: Workforce;
  now: Temporal.Instant;
}): readonly ReportCircumstances[] {
  const reports = reportsOf(workforce);
  const places = placesOf({ workforce, reports, now });
  return reports.map((report) => {
    const lines = workforce.linesOf.get(report.id) ?? [];
    const today = todayOf({ person: report, workforce, now });
    const manager = managerOf({ workforce, report, today });
    const { standIns, everStoodIn } = standInsOf({ ...workforce, reportId: report.id, lines, manager });
    const leavesOf = (person: Person | null) => (person && workforce.leavesOf.get(person.id)) ?? [];
    return {
      report,
      manager,
      standIns,
      everStoodIn,
      policy: policyOf({ workforce, report }),
      latest: workforce.latestOf.get(report.id) ?? null,
      lastHeldOn: workforce.lastHeldOf.get(report.id) ?? null,
      lastCareerConversationOn: report.lastCareerConversationOn,
      managerChangedOn: managerChangedOn({ lines, reportId: report.id, on: today }),
      place: places(report.id),
      exemptions: workforce.exemptions,
      leaves: [report, manager, ...standIns.map(({ person }) => person)].flatMap(leavesOf),
      isHoliday: publicHolidayIn(report.country),
      today,
      now,
    };
  });
}

export function todayOf({
  person,
  workforce,
  now,
}: {
  person: StoredPerson;
  workforce: Staff;
  now: Temporal.Instant;
}): Temporal.PlainDate {
  return localDateOf({ instant: now, timeZone: person.timeZone ?? workforce.organization.timeZone });
}

/** Null where nobody is named, or somebody HR has not sent yet. */
export function managerOf({
  workforce,
  report,
  today,
}: {
  workforce: Staff;
  report: StoredPerson;
  today: Temporal.PlainDate;
}): StoredPerson | null {
  const lines = workforce.linesOf.get(report.id) ?? [];
  const managerId = managersOn({ lines, on: today }).get(report.id);
  return (managerId && workforce.people.get(managerId)) || null;
}

/** During a pilot nobody else has a policy. A rollout starts no earlier than the organisation was launched. */
export function policyOf({ workforce, report }: { workforce: Staff; report: StoredPerson }): Policy | null {
  const { state, pilotAudience, launchedOn } = workforce.organization;
  const isPilot = state === 'pilot' && pilotAudience !== null;
  if (isPilot && !isInAudience({ person: report, audience: pilotAudience })) return null;
  const policy = resolvePolicy({ person: report, policies: workforce.policies })?.policy ?? null;
  if (policy === null || launchedOn === null) return policy;
  return { ...policy, rolloutStartsOn: laterDate(policy.rolloutStartsOn, launchedOn) };
}

/**
 * The first to get conversations share out the rollout evenly, leaders first; whoever comes later finds a place by hash,
 * leaders among the first.
 */
function placesOf({
  workforce,
  reports,
  now,
}: {
  workforce: Workforce;
  reports: readonly StoredPerson[];
  now: Temporal.Instant;
}): (reportId: string) => RolloutPlace {
  const leaders = leadersOf({ workforce, now });
  const amongLeaders = (ids: readonly string[]) => new Set(ids.filter((id) => leaders.has(id)));
  const all = reports.map((report) => report.id);
  const leadingReports = amongLeaders(all);
  const late = (reportId: string) => lateRolloutPlace({ reportId, first: leadingReports, among: all.length });
  if (workforce.latestOf.size > 0) return late;
  const asked = reports.filter((report) => policyOf({ workforce, report }) !== null).map((report) => report.id);
  const places = rolloutPlaces({ reportIds: asked, first: amongLeaders(asked) });
  return (reportId) => places.get(reportId) ?? late(reportId);
}

/** By the organisation's own date: who comes first does not depend on where the sun is up. */
export function leadersOf({
  workforce: { linesOf, organization },
  now,
}: {
  workforce: Pick<Workforce, 'linesOf' | 'organization'>;
  now: Temporal.Instant;
}): ReadonlySet<string> {
  const on = localDateOf({ instant: now, timeZone: organization.timeZone });
  return firstInCascade({ lines: [...linesOf.values()].flat(), on });
}
