import type { EmployeeRow, StatedLeave } from '@throughline/app/employee-row.ts';
import type { DemoEntry } from '@throughline/standalone/demo/demo-calendars.ts';
import { seededRandom, type SeededRandom } from '@throughline/standalone/demo/seeded-random.ts';
import { address, employee, oneOnOne, weekly, type LivingOrganization, type Office } from './living-organization.ts';

const begin = Temporal.Instant.from('2026-05-04T14:30:00Z');
const firstDay = Temporal.PlainDate.from('2026-05-04');
const officeOf: readonly Office[] = ['berlin', 'saoPaulo', 'newYork'];
const letters = ['A', 'B', 'C', 'D', 'E', 'F'];

/** Units under the chief, managers in each, reports of each, and where the count ends. */
export type Shape = {
  readonly units: number;
  readonly managers: number;
  readonly reports: number;
  readonly people: number;
  /** What happens to its people, this often a week. */
  readonly changesAWeek: number;
};
export const sixtyPeople: Shape = { units: 3, managers: 3, reports: 5, people: 60, changesAWeek: 0.5 };
export const threeHundredPeople: Shape = { units: 6, managers: 7, reports: 6, people: 300, changesAWeek: 2 };

/** Everybody as HR last sent them; each change sends the whole row again. */
type Workforce = Map<string, EmployeeRow>;

/**
 * A chief, HR, leaders with their managers and reports under nearly every one: of sixty people three leaders with three
 * managers each. One manager connects late, one never; now and then somebody goes on leave, comes, leaves or changes
 * teams, and one manager leaves.
 */
export function largeOrganization({
  seed,
  weeks,
  shape = sixtyPeople,
}: {
  seed: number;
  weeks: number;
  shape?: Shape;
}): LivingOrganization {
  const random = seededRandom(seed);
  const workforce: Workforce = new Map(everybody(shape).map((row) => [row.givenName, row]));
  const rows = [...workforce.values()];
  const managers = rows.map(({ givenName }) => givenName).filter((name) => name.startsWith('Manager'));
  const { changesAWeek } = shape;
  const changing = Array.from({ length: weeks }, (_, index) => index + 1).filter(
    (week) => (week * changesAWeek) % 1 === 0,
  );
  const changes: LivingOrganization['changes'] = new Map(
    changing.map((week) => {
      const each = Array.from({ length: Math.max(1, changesAWeek) }, () =>
        changeAfter({ week, random, workforce, managers }),
      );
      return [
        week,
        { rows: each.flatMap(({ rows: sent }) => sent), arriving: each.flatMap(({ arriving }) => arriving) },
      ];
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

function everybody({ units, managers: managersEach, reports, people }: Shape): readonly EmployeeRow[] {
  const top = [employee({ name: 'Chief', manager: null }), employee({ name: 'Hr', manager: 'Chief' })];
  const below = letters.slice(0, units).flatMap((letter, index) => {
    const office = officeOf[index % officeOf.length] ?? 'berlin';
    const managers = upTo(managersEach).map((number) => `Manager${letter}${number}`);
    return [
      employee({ name: `Leader${letter}`, manager: 'Chief' }),
      ...managers.map((name) => employee({ name, manager: `Leader${letter}`, office })),
      ...managers.flatMap((manager) =>
        upTo(reports).map((number) =>
          employee({ name: `${manager.replace('Manager', 'Report')}x${number}`, manager, office }),
        ),
      ),
    ];
  });
  return [...top, ...below].slice(0, people);
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

function calendarOf({ name, index }: { name: string; index: number }): readonly DemoEntry[] {
  const office = officeOf[letters.indexOf(name.at(-2) ?? '') % officeOf.length] ?? 'berlin';
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
        ...employee({ name: `New${week}n${workforce.size}`, manager: random.pick(present) }),
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
