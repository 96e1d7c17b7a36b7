import { offices, type OfficeName } from './offices.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';

export const demoDomain = 'northwind.example';

export type DemoPerson = {
  readonly externalId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly workEmail: string;
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

/** One team: its unit, where it sits, how many people without reports it has, and the managers below. */
type Team = {
  readonly unit: string;
  readonly office: OfficeName;
  /** Where every third member sits instead, for teams across offices. */
  readonly second?: OfficeName;
  readonly members: number;
  /** A team that HR adds in the last days of the history, its lead not yet connected. */
  readonly late?: true;
  readonly below?: readonly Team[];
};

const lead = (unit: string, office: OfficeName, members: number, second?: OfficeName): Team =>
  second === undefined ? { unit, office, members } : { unit, office, second, members };
const lateLead = (unit: string, office: OfficeName, members: number): Team => ({ unit, office, members, late: true });

/** Thirty managers on four levels: one chief executive, four VPs, nine directors, sixteen team leads. */
const company: Team = {
  unit: 'Northwind',
  office: 'berlin',
  members: 3,
  below: [
    {
      unit: 'Product',
      office: 'berlin',
      members: 2,
      below: [
        {
          unit: 'Product Design',
          office: 'berlin',
          members: 5,
          below: [lead('Research', 'berlin', 10), lead('Interaction', 'saoPaulo', 10, 'berlin')],
        },
        { unit: 'Product Management', office: 'newYork', members: 6, below: [lead('Growth', 'newYork', 10)] },
      ],
    },
    {
      unit: 'Engineering',
      office: 'newYork',
      members: 2,
      below: [
        {
          unit: 'Platform',
          office: 'berlin',
          members: 4,
          below: [lateLead('Storage', 'berlin', 11), lead('Networking', 'bangalore', 11, 'berlin')],
        },
        {
          unit: 'Applications',
          office: 'bangalore',
          members: 4,
          below: [lead('Mobile', 'bangalore', 11), lead('Web', 'bangalore', 11), lead('Payments', 'saoPaulo', 10)],
        },
        {
          unit: 'Reliability',
          office: 'newYork',
          members: 5,
          below: [lead('Observability', 'newYork', 10, 'saoPaulo')],
        },
      ],
    },
    {
      unit: 'Customers',
      office: 'saoPaulo',
      members: 2,
      below: [
        {
          unit: 'Support',
          office: 'saoPaulo',
          members: 4,
          below: [lateLead('Support Americas', 'saoPaulo', 11), lead('Support Asia', 'bangalore', 11)],
        },
        {
          unit: 'Sales',
          office: 'newYork',
          members: 4,
          below: [lateLead('Enterprise', 'newYork', 10), lead('Midmarket', 'berlin', 10)],
        },
      ],
    },
    {
      unit: 'Operations',
      office: 'berlin',
      members: 2,
      below: [
        { unit: 'Finance', office: 'berlin', members: 5, below: [lead('Accounting', 'berlin', 8)] },
        {
          unit: 'People',
          office: 'newYork',
          members: 5,
          below: [lead('Recruiting', 'newYork', 8), lead('Workplace', 'saoPaulo', 8)],
        },
      ],
    },
  ],
};
type Place = {
  readonly office: OfficeName;
  readonly unit: string;
  readonly depth: number;
  readonly manager: string | null;
  readonly late: boolean;
};

const levels = ['L7', 'L6', 'L5', 'L4', 'L3'] as const;

/**
 * About 240 people as their HR system would state them on `today`: four offices, some on leave, some hired lately,
 * one of them from after `today`. The same every time for the same day.
 */
export function demoPeople({ today }: { today: Temporal.PlainDate }): readonly DemoPerson[] {
  const random = seededRandom(20_260_522);
  const people: DemoPerson[] = [];
  const taken = new Set<string>();

  const add = ({ office, unit, depth, manager, late }: Place) => {
    const { givenName, familyName, workEmail } = freshName({ office, random, taken });
    const externalId = `NW-${String(people.length + 1).padStart(4, '0')}`;
    const person: DemoPerson = {
      externalId,
      givenName,
      familyName,
      workEmail,
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
  }: {
    team: Team;
    depth: number;
    manager: string | null;
    path: string;
  }) => {
    const late = team.late ?? false;
    const managerId = add({ office: team.office, unit: path, depth, manager, late });
    for (let member = 0; member < team.members; member += 1) {
      const office = member % 3 === 2 ? (team.second ?? team.office) : team.office;
      add({ office, unit: path, depth: depth + 2, manager: managerId, late });
    }
    for (const below of team.below ?? [])
      addTeam({ team: below, depth: depth + 1, manager: managerId, path: below.unit });
  };
  addTeam({ team: company, depth: 0, manager: null, path: company.unit });
  return people.map((person, at) => withLife({ person, at, today }));
}

function freshName({ office, random, taken }: { office: OfficeName; random: SeededRandom; taken: Set<string> }) {
  const { givenNames, familyNames } = offices[office];
  for (;;) {
    const givenName = random.pick(givenNames);
    const familyName = random.pick(familyNames);
    const workEmail = `${plain(givenName)}.${plain(familyName)}@${demoDomain}`;
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
