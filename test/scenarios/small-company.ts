import type { EmployeeRow } from '@throughline/app/employee-row.ts';
import type { DemoEntry } from '@throughline/standalone/demo/demo-calendars.ts';
import { domain } from './world.ts';

const address = (name: string) => `${name.toLowerCase()}@${domain}`;

function row({ name, manager, timeZone }: { name: string; manager: string | null; timeZone: string }): EmployeeRow {
  return {
    externalId: name,
    givenName: name,
    familyName: 'Example',
    workEmail: address(name),
    timeZone,
    country: timeZone === 'Europe/Berlin' ? 'DE-BE' : 'BR-SP',
    groups: ['Everyone'],
    manager: manager === null ? null : { externalId: manager },
  };
}

const berlin = 'Europe/Berlin';
const saoPaulo = 'America/Sao_Paulo';

/** Vera leads Mona and Marc; Mona has two reports in Berlin and one in São Paulo, Marc two; Hanna is in HR. */
export const smallCompany: readonly EmployeeRow[] = [
  row({ name: 'Vera', manager: null, timeZone: berlin }),
  row({ name: 'Hanna', manager: 'Vera', timeZone: berlin }),
  row({ name: 'Mona', manager: 'Vera', timeZone: berlin }),
  row({ name: 'Marc', manager: 'Vera', timeZone: saoPaulo }),
  row({ name: 'Ana', manager: 'Mona', timeZone: berlin }),
  row({ name: 'Ben', manager: 'Mona', timeZone: berlin }),
  row({ name: 'Caio', manager: 'Mona', timeZone: saoPaulo }),
  row({ name: 'Davi', manager: 'Marc', timeZone: saoPaulo }),
  row({ name: 'Elisa', manager: 'Marc', timeZone: saoPaulo }),
];

export const email = {
  vera: address('Vera'),
  hanna: address('Hanna'),
  mona: address('Mona'),
  marc: address('Marc'),
  ana: address('Ana'),
  ben: address('Ben'),
  caio: address('Caio'),
  davi: address('Davi'),
  elisa: address('Elisa'),
} as const;

/** Mona's Wednesdays begin with Ana's weekly 1:1, her Fridays are full, and she is away for the second week of July. */
export const monasCalendar: readonly DemoEntry[] = [
  {
    title: 'Mona / Ana',
    start: { dateTime: '2026-05-06T09:00:00', timeZone: berlin },
    end: { dateTime: '2026-05-06T09:30:00', timeZone: berlin },
    repeats: { weekdays: [3], times: 60 },
    attendees: [address('Mona'), address('Ana')],
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
