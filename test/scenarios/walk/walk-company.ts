import type { EmployeeRow } from '@throughline/app/employee-row.ts';
import type { DemoEntry } from '@throughline/standalone/demo/demo-calendars.ts';
import { domains, type Cloud } from '../world.ts';

/** Everybody is there, winter and summer. */
export const zone = 'Europe/Berlin';
/** Monday, 4 May 2026, half past four in the afternoon. */
export const begin = Temporal.Instant.from('2026-05-04T14:30:00Z');

export type WalkCompany = {
  readonly rows: readonly EmployeeRow[];
  readonly hr: string;
  readonly managers: readonly string[];
  readonly reports: readonly string[];
  readonly calendars: ReadonlyMap<string, readonly DemoEntry[]>;
};

const clouds = ['google', 'microsoft'] as const satisfies readonly Cloud[];

/**
 * Teams of `teamSize` under managers of both clouds by turns, each half in the one cloud and half in the other, so that
 * there are pairs of every kind. Each manager has a weekly 1:1 with the first two of their reports.
 */
export function walkCompany({ teams, teamSize }: { teams: number; teamSize: number }): WalkCompany {
  const address = (name: string, at: number) => `${name.toLowerCase()}@${domains[clouds[at % 2]!]}`;
  const row = ({ name, at, manager }: { name: string; at: number; manager: string | null }): EmployeeRow => ({
    externalId: name,
    givenName: name,
    familyName: 'Example',
    workEmail: address(name, at),
    timeZone: zone,
    country: null,
    groups: ['Everyone'],
    manager: manager === null ? null : { externalId: manager },
  });
  const managers = Array.from({ length: teams }, (_, at) => row({ name: `Manager${at}`, at, manager: 'Vera' }));
  const teamOf = managers.map(({ externalId }, team) =>
    Array.from({ length: teamSize }, (_, at) => row({ name: `Report${team}x${at}`, at, manager: externalId })),
  );
  const hr = row({ name: 'Hanna', at: 0, manager: 'Vera' });
  return {
    rows: [row({ name: 'Vera', at: 0, manager: null }), hr, ...managers, ...teamOf.flat()],
    hr: hr.workEmail,
    managers: managers.map(({ workEmail }) => workEmail),
    reports: teamOf.flat().map(({ workEmail }) => workEmail),
    calendars: new Map(
      managers.map(({ workEmail }, team) => [
        workEmail,
        teamOf[team]!.slice(0, 2).map((report, at) =>
          oneOnOne({ pair: [workEmail, report.workEmail], weekday: 2 + at }),
        ),
      ]),
    ),
  };
}

function oneOnOne({ pair, weekday }: { pair: readonly [string, string]; weekday: number }): DemoEntry {
  const date = `2026-05-0${3 + weekday}`;
  return {
    title: 'One to one',
    start: { dateTime: `${date}T09:00:00`, timeZone: zone },
    end: { dateTime: `${date}T09:30:00`, timeZone: zone },
    repeats: { weekdays: [weekday], times: 80 },
    attendees: pair,
  };
}
