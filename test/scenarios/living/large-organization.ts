import type { EmployeeRow, StatedLeave } from '@throughline/app/employee-row.ts';
import type { DemoEntry } from '@throughline/standalone/demo/demo-calendars.ts';
import { seededRandom, type SeededRandom } from '@throughline/standalone/demo/seeded-random.ts';
import { address, employee, oneOnOne, weekly, type LivingOrganization, type Office } from './living-organization.ts';

const begin = Temporal.Instant.from('2026-05-04T14:30:00Z');
const firstDay = Temporal.PlainDate.from('2026-05-04');
const officeOf: readonly Office[] = ['berlin', 'saoPaulo', 'newYork'];
const unit = ['A', 'B', 'C'];

/** Everybody as HR last sent them; each change sends the whole row again. */
type Workforce = Map<string, EmployeeRow>;

/**
 * Sixty people: a chief, HR, three leaders with three managers each and five reports under nearly every one. One manager
 * connects late, one never; every other week somebody goes on leave, comes, leaves or changes teams, and one manager leaves.
 */
export function largeOrganization({ seed, weeks }: { seed: number; weeks: number }): LivingOrganization {
  const random = seededRandom(seed);
  const workforce: Workforce = new Map(everybody().map((row) => [row.givenName, row]));
  const rows = [...workforce.values()];
  const managers = rows.map(({ givenName }) => givenName).filter((name) => name.startsWith('Manager'));
  const changes: LivingOrganization['changes'] = new Map(
    Array.from({ length: Math.floor(weeks / 2) }, (_, index) => {
      const week = 2 * (index + 1);
      return [week, changeAfter({ week, random, workforce, managers })] as const;
    }),
  );
  const [late, never] = [random.pick(managers), random.pick(managers)];
  const connecting = rows.filter(({ givenName }) => /^(Chief|Leader|Manager)/.test(givenName) && givenName !== never);
  return {
    begin,
    hr: address('Hr'),
    rows,
    calendars: new Map(managers.map((name, index) => [address(name), calendarOf({ name, index })])),
    connectsInWeek: new Map(connecting.map(({ givenName, workEmail }) => [workEmail, givenName === late ? 6 : 1])),
    changes,
  };
}

function everybody(): readonly EmployeeRow[] {
  const top = [employee({ name: 'Chief', manager: null }), employee({ name: 'Hr', manager: 'Chief' })];
  const units = unit.flatMap((letter, index) => {
    const office = officeOf[index] ?? 'berlin';
    const managers = [1, 2, 3].map((number) => `Manager${letter}${number}`);
    return [
      employee({ name: `Leader${letter}`, manager: 'Chief' }),
      ...managers.map((name) => employee({ name, manager: `Leader${letter}`, office })),
      ...managers.flatMap((manager) =>
        [1, 2, 3, 4, 5].map((number) =>
          employee({ name: `${manager.replace('Manager', 'Report')}x${number}`, manager, office }),
        ),
      ),
    ];
  });
  return [...top, ...units].slice(0, 60);
}

function calendarOf({ name, index }: { name: string; index: number }): readonly DemoEntry[] {
  const office = officeOf[unit.indexOf(name.at(-2) ?? '')] ?? 'berlin';
  const day = (offset: number) => firstDay.add({ days: offset }).toString();
  const report = `${name.replace('Manager', 'Report')}x1`;
  return [
    weekly({ title: 'Stand-up', date: day(0), from: '09:00', to: '09:30', office }),
    weekly({ title: 'Focus', date: day(index % 5), from: '13:00', to: '17:00', office }),
    oneOnOne({ pair: [name, report], date: day((index + 2) % 5), time: '11:00', office }),
  ];
}

function changeAfter({
  week,
  random,
  workforce,
  managers,
}: {
  week: number;
  random: SeededRandom;
  workforce: Workforce;
  managers: readonly string[];
}): { rows: readonly EmployeeRow[]; arriving: readonly EmployeeRow[] } {
  const today = firstDay.add({ days: 7 * week });
  const staff = [...workforce.values()].filter(({ givenName, endDate }) => /^(Report|New)/.test(givenName) && !endDate);
  const present = managers.filter((name) => !workforce.get(name)?.endDate);
  const sent = (...rows: readonly EmployeeRow[]) => {
    for (const row of rows) workforce.set(row.givenName, row);
    return { rows, arriving: [] };
  };
  if (week === 30)
    return sent(...managerLeaves({ name: random.pick(present), workforce, managers: present, today, random }));
  const somebody = random.pick(staff);
  switch (random.below(4)) {
    case 0: {
      const leaves = [
        ...(somebody.leaves ?? []),
        leaveFrom({ today: today.add({ days: 3 + random.below(40) }), days: 3 + random.below(40) }),
      ];
      return sent({ ...somebody, leaves });
    }
    case 1: {
      const hired = {
        ...employee({ name: `New${week}`, manager: random.pick(present) }),
        startDate: today.add({ days: random.below(20) }),
      };
      return { ...sent(hired), arriving: [hired] };
    }
    case 2:
      return sent({ ...somebody, endDate: today.add({ days: random.below(40) }) });
    default:
      return sent({ ...somebody, manager: { externalId: random.pick(present) } });
  }
}

/** Known two weeks ahead, and so is who takes over. */
function managerLeaves({
  name,
  workforce,
  managers,
  today,
  random,
}: {
  name: string;
  workforce: Workforce;
  managers: readonly string[];
  today: Temporal.PlainDate;
  random: SeededRandom;
}): readonly EmployeeRow[] {
  const endDate = today.add({ days: 14 });
  const heir = random.pick(managers.filter((other) => other !== name));
  const team = [...workforce.values()].filter(({ manager }) => manager?.externalId === name);
  const leaver = [...workforce.values()]
    .filter(({ givenName }) => givenName === name)
    .map((row) => ({ ...row, endDate }));
  return [
    ...leaver,
    ...team.map((row) => ({ ...row, manager: { externalId: heir, since: endDate.add({ days: 1 }) } })),
  ];
}

function leaveFrom({ today, days }: { today: Temporal.PlainDate; days: number }): StatedLeave {
  return { externalId: null, startsOn: today, endsOn: today.add({ days }) };
}
