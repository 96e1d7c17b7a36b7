import type { EmployeeRow } from '@throughline/app/employee-row.ts';
import type { DemoEntry } from '@throughline/standalone/demo/demo-calendars.ts';
import { domains, type Cloud } from '../world.ts';

/** An organisation, and what happens to it week by week beside what its people do of themselves. */
export type LivingOrganization = {
  readonly begin: Temporal.Instant;
  readonly hr: string;
  readonly rows: readonly EmployeeRow[];
  readonly calendars: ReadonlyMap<string, readonly DemoEntry[]>;
  /** After which week a manager gives in to the connect mail. */
  readonly connectsInWeek: ReadonlyMap<string, number>;
  /** What HR sends after a week; those arriving get an account. */
  readonly changes: ReadonlyMap<
    number,
    { readonly rows: readonly EmployeeRow[]; readonly arriving: readonly EmployeeRow[] }
  >;
};

export const offices = {
  berlin: { timeZone: 'Europe/Berlin', country: 'DE-BE' },
  saoPaulo: { timeZone: 'America/Sao_Paulo', country: 'BR-SP' },
  newYork: { timeZone: 'America/New_York', country: null },
} as const;
export type Office = keyof typeof offices;

/** Whose calendar is on Outlook; everybody else's is on Google. */
const onOutlook: ReadonlySet<string> = new Set(['Marc', 'Davi', 'Ben', 'Ivo']);

export function address(name: string): string {
  const cloud: Cloud = onOutlook.has(name) ? 'microsoft' : 'google';
  return `${name.toLowerCase()}@${domains[cloud]}`;
}

export function employee({
  name,
  manager,
  office = 'berlin',
}: {
  name: string;
  manager: string | null;
  office?: Office;
}): EmployeeRow {
  return {
    externalId: name,
    givenName: name,
    familyName: 'Example',
    workEmail: address(name),
    groups: ['Everyone'],
    manager: manager === null ? null : { externalId: manager },
    ...offices[office],
  };
}

/** Beyond any test's end. */
const times = 120;

export function weekly({
  title,
  date,
  from,
  to,
  office,
}: {
  title: string;
  date: string;
  from: string;
  to: string;
  office: Office;
}): DemoEntry {
  const { timeZone } = offices[office];
  return {
    title,
    start: { dateTime: `${date}T${from}:00`, timeZone },
    end: { dateTime: `${date}T${to}:00`, timeZone },
    repeats: { weekdays: [Temporal.PlainDate.from(date).dayOfWeek], times },
  };
}

/** Half an hour a week, in the first one's calendar. */
export function oneOnOne({
  pair,
  date,
  time,
  office,
}: {
  pair: readonly [string, string];
  date: string;
  time: string;
  office: Office;
}): DemoEntry {
  const to = Temporal.PlainTime.from(time).add({ minutes: 30 }).toString({ smallestUnit: 'minute' });
  return { ...weekly({ title: pair.join(' / '), date, from: time, to, office }), attendees: pair.map(address) };
}
