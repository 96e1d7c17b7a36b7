import type { EmployeeRow } from '@throughline/app/employee-row.ts';
import type { DemoEntry } from '@throughline/standalone/demo/demo-calendars.ts';
import { domains, type Cloud } from './world.ts';

const berlin = 'Europe/Berlin';
const saoPaulo = 'America/Sao_Paulo';

/** Vera leads Mona and Marc; Mona has two reports in Berlin and one in São Paulo, Marc two; Hanna is in HR. */
const people = {
  vera: { manager: null, timeZone: berlin },
  hanna: { manager: 'vera', timeZone: berlin },
  mona: { manager: 'vera', timeZone: berlin },
  marc: { manager: 'vera', timeZone: saoPaulo },
  ana: { manager: 'mona', timeZone: berlin },
  ben: { manager: 'mona', timeZone: berlin },
  caio: { manager: 'mona', timeZone: saoPaulo },
  davi: { manager: 'marc', timeZone: saoPaulo },
  elisa: { manager: 'marc', timeZone: saoPaulo },
} as const;

type Name = keyof typeof people;

export type SmallCompany = {
  readonly rows: readonly EmployeeRow[];
  readonly email: Readonly<Record<Name, string>>;
  readonly calendars: ReadonlyMap<string, readonly DemoEntry[]>;
};

/** The small company with everyone's calendar where `cloudOf` has it. */
export function smallCompany({ cloudOf }: { cloudOf: (name: Name) => Cloud }): SmallCompany {
  const names = Object.keys(people) as Name[];
  const address = (name: Name) => `${name}@${domains[cloudOf(name)]}`;
  const email = Object.fromEntries(names.map((name) => [name, address(name)])) as Record<Name, string>;
  return {
    rows: names.map((name) => {
      const { manager, timeZone } = people[name];
      return {
        externalId: name,
        givenName: name.charAt(0).toUpperCase() + name.slice(1),
        familyName: 'Example',
        workEmail: address(name),
        timeZone,
        country: timeZone === berlin ? 'DE-BE' : 'BR-SP',
        groups: ['Everyone'],
        manager: manager === null ? null : { externalId: manager },
      };
    }),
    email,
    calendars: new Map([[email.mona, monasCalendar({ email })]]),
  };
}

/** Mona's Wednesdays begin with Ana's weekly 1:1, her Fridays are full, and she is away for the second week of July. */
function monasCalendar({ email }: Pick<SmallCompany, 'email'>): readonly DemoEntry[] {
  return [
    {
      title: 'Mona / Ana',
      start: { dateTime: '2026-05-06T09:00:00', timeZone: berlin },
      end: { dateTime: '2026-05-06T09:30:00', timeZone: berlin },
      repeats: { weekdays: [3], times: 60 },
      attendees: [email.mona, email.ana],
    },
    {
      title: 'Board',
      start: { dateTime: '2026-05-08T08:00:00', timeZone: berlin },
      end: { dateTime: '2026-05-08T18:00:00', timeZone: berlin },
      repeats: { weekdays: [5], times: 60 },
    },
    {
      title: 'Away',
      kind: 'away',
      start: { dateTime: '2026-07-13T00:00:00', timeZone: berlin },
      end: { dateTime: '2026-07-18T00:00:00', timeZone: berlin },
    },
  ];
}
