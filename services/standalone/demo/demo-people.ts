import { demoCompany, demoDomains, type DemoCloud, type Team } from './demo-company.ts';
import { offices, type OfficeName } from './offices.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';

export type DemoPerson = {
  readonly externalId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly workEmail: string;
  readonly cloud: DemoCloud;
  readonly office: OfficeName;
  readonly unit: string;
  readonly level: string;
  readonly managerExternalId: string | null;
  /** Null: an existing employee. */
  readonly startDate: Temporal.PlainDate | null;
  /** Joins in the last days of the history, with a team of an acquired company. */
  readonly late: boolean;
  /** Both inclusive. */
  readonly leave: { readonly startsOn: Temporal.PlainDate; readonly endsOn: Temporal.PlainDate } | null;
};

type Place = {
  readonly cloud: DemoCloud;
  readonly office: OfficeName;
  readonly unit: string;
  readonly depth: number;
  readonly manager: string | null;
  readonly late: boolean;
};

const theOther = { google: 'microsoft', microsoft: 'google', personal: 'google' } as const;
/** Every so many-th person without reports came from the other company: pairs across the two clouds. */
const everyoneFromElsewhere = 9;
const levels = ['L7', 'L6', 'L5', 'L4', 'L3'] as const;

/**
 * About 240 people as their HR system would state them on `today`: four offices, some on leave, some hired lately,
 * one of them from after `today`. The same every time for the same day.
 */
export function demoPeople({ today }: { today: Temporal.PlainDate }): readonly DemoPerson[] {
  const random = seededRandom(20_260_522);
  const people: DemoPerson[] = [];
  const taken = new Set<string>();

  const add = ({ cloud, office, unit, depth, manager, late }: Place) => {
    const { givenName, familyName, workEmail } = freshName({ cloud, office, random, taken });
    const externalId = `NW-${String(people.length + 1).padStart(4, '0')}`;
    const person: DemoPerson = {
      externalId,
      givenName,
      familyName,
      workEmail,
      cloud,
      office,
      unit,
      level: levels[depth] ?? 'L2',
      managerExternalId: manager,
      startDate: null,
      leave: null,
      late,
    };
    people.push(person);
    return externalId;
  };

  const addTeam = ({
    team,
    depth,
    manager,
    path,
    cloudAbove,
  }: {
    team: Team;
    depth: number;
    manager: string | null;
    path: string;
    cloudAbove: DemoCloud;
  }) => {
    const late = team.late ?? false;
    const cloud = team.cloud ?? cloudAbove;
    const leadCloud = team.leadCloud ?? cloud;
    const managerId = add({ cloud: leadCloud, office: team.office, unit: path, depth, manager, late });
    for (let member = 0; member < team.members; member += 1) {
      const office = member % 3 === 2 ? (team.second ?? team.office) : team.office;
      const memberCloud = people.length % everyoneFromElsewhere === 0 ? theOther[cloud] : cloud;
      add({ cloud: memberCloud, office, unit: path, depth: depth + 2, manager: managerId, late });
    }
    for (const below of team.below ?? [])
      addTeam({ team: below, depth: depth + 1, manager: managerId, path: below.unit, cloudAbove: cloud });
  };
  addTeam({ team: demoCompany, depth: 0, manager: null, path: demoCompany.unit, cloudAbove: 'google' });
  return people.map((person, at) => withLife({ person, at, today }));
}

function freshName({
  cloud,
  office,
  random,
  taken,
}: {
  cloud: DemoCloud;
  office: OfficeName;
  random: SeededRandom;
  taken: Set<string>;
}) {
  const { givenNames, familyNames } = offices[office];
  for (;;) {
    const givenName = random.pick(givenNames);
    const familyName = random.pick(familyNames);
    const workEmail = `${plain(givenName)}.${plain(familyName)}@${demoDomains[cloud]}`;
    if (taken.has(workEmail)) continue;
    taken.add(workEmail);
    return { givenName, familyName, workEmail };
  }
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** Hires and leave, by place in the list so that every run has the same. Managers stay as they are. */
function withLife({ person, at, today }: { person: DemoPerson; at: number; today: Temporal.PlainDate }): DemoPerson {
  if (person.level !== 'L3' && person.level !== 'L2') return person;
  if (at % 23 === 5) return { ...person, startDate: today.add({ weeks: (at * 7) % 25 }) };
  if (at % 29 === 11) {
    const startsOn = today.add({ weeks: 20 + (at % 4) });
    return { ...person, leave: { startsOn, endsOn: startsOn.add({ days: 90 + (at % 3) * 30 }) } };
  }
  if (at % 13 === 7) {
    const startsOn = today.add({ weeks: (at * 5) % 30 });
    return { ...person, leave: { startsOn, endsOn: startsOn.add({ days: 10 }) } };
  }
  return person;
}
