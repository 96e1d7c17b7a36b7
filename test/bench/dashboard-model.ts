import { accessStore } from '@throughline/db/access-store.ts';
import { coverageStore } from '@throughline/db/coverage-store.ts';
import type { Database } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { anOrganization, aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import type { CoverageFact } from '@throughline/domain/coverage/coverage-fact.ts';
import { noMemory, publishRows } from '@throughline/domain/coverage/publish-rows.ts';
import { unitsOf } from '@throughline/domain/coverage/units.ts';
import { aPolicy, aReportingLine } from '@throughline/domain/testing/builders.ts';
import { aCoverageFact } from '@throughline/domain/testing/coverage-builders.ts';
import { isoWeekOf } from '@throughline/domain/time/iso-week.ts';
import { seeded } from './seeded.ts';

/** A Monday. */
export const lastMonday = Temporal.PlainDate.from('2026-11-23');
const weeks = 13;
/** Which take turns: counting a hundred thousand takes seconds. */
const weeksCounted = 2;

export type BigCompany = {
  readonly organizationId: string;
  /** At the top, and HR by grant. */
  readonly chiefId: string;
  readonly units: number;
};

/** People in a tree, copied into the record, and a quarter of weekly snapshots of them as the domain publishes them. */
export async function aBigCompany({
  db,
  people: count,
  span,
}: {
  db: Database;
  people: number;
  /** How many report to each manager. */
  span: number;
}): Promise<BigCompany> {
  const organization = anOrganization({ name: `${count} people` });
  const policy = { ...aPolicy({ id: uuid() }), rolloutStartsOn: lastMonday.subtract({ days: 400 }) };
  const people = Array.from({ length: count }, (_, at) =>
    aStoredPerson({
      displayName: `Person ${at}`,
      externalId: `E-${at}`,
      groups: [`Team ${at % Math.ceil(count / 200)}`],
    }),
  );
  const bossOf = (at: number) => people[Math.floor((at - 1) / span)]!;
  const lines = people.slice(1).map(({ id }, index) => ({
    ...aReportingLine({ reportId: id, managerId: bossOf(index + 1).id, validFrom: lastMonday.subtract({ years: 1 }) }),
    id: uuid(),
  }));
  const [chief] = people;
  const organizationId = organization.id;
  await db.inOrganization(organizationId, async (tx) => {
    await organizationStore(tx).insert(organization);
    await policyStore(tx).publish({ policy, note: null, now: organization.createdAt });
    await peopleStore(tx).put(people);
    await reportingLineStore(tx).replace({ removedIds: [], put: lines });
    const grant = { role: 'hr', grantedById: null, grantedAt: organization.createdAt } as const;
    await accessStore(tx).grantRole({ personId: chief!.id, ...grant });
  });
  const managersOf = managersUpwards({ ids: people.map(({ id }) => id), span });
  const random = seeded(7);
  const counted = Array.from({ length: weeksCounted }, () => {
    const facts = people
      .slice(1)
      .map(({ id, groups }, index) =>
        aFact({ id, groups, managers: managersOf[index + 1]!, asOf: lastMonday, random }),
      );
    return publishRows({ units: unitsOf({ facts }), asOf: lastMonday, policy });
  });
  for (let week = 0; week < weeks; week += 1) {
    const asOf = lastMonday.subtract({ weeks: weeks - 1 - week });
    const rows = counted[week % weeksCounted]!;
    const snapshot = {
      isoWeek: isoWeekOf(asOf),
      asOf,
      policyId: policy.id,
      rows,
      trust,
      pulse: null,
      exempt: null,
      takenAt: asOf.toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '06:00' }).toInstant(),
    };
    await db.inOrganization(organizationId, (tx) => coverageStore(tx).addSnapshot(snapshot, noMemory));
  }
  return { organizationId, chiefId: chief!.id, units: counted[0]!.length };
}

const trust = {
  hoursSinceSync: 1,
  calendars: { working: 12, stale: 0 },
  managersNotConnected: 0,
  brokenConnections: 0,
  reportsWithoutManager: 0,
  peopleWithoutTimeZone: 0,
};

/** Each one's managers, the own first; a manager comes before whoever reports to them. */
function managersUpwards({ ids, span }: { ids: readonly string[]; span: number }): readonly (readonly string[])[] {
  const chains: (readonly string[])[] = [[]];
  for (let at = 1; at < ids.length; at += 1) {
    const boss = Math.floor((at - 1) / span);
    chains.push([ids[boss]!, ...chains[boss]!]);
  }
  return chains;
}

function aFact({
  id,
  groups,
  managers,
  asOf,
  random,
}: {
  id: string;
  groups: readonly string[];
  managers: readonly string[];
  asOf: Temporal.PlainDate;
  random: () => number;
}): CoverageFact {
  const isAhead = random() < 0.6;
  return aCoverageFact({
    reportId: id,
    managers,
    groups,
    dueOn: random() < 0.8 ? asOf.add({ days: 60 }) : asOf.subtract({ days: 5 }),
    upcoming: isAhead ? { leadDays: 30, leadTimeKept: true } : null,
  });
}
