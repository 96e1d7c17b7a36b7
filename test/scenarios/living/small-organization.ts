import type { EmployeeRow } from '@throughline/app/employee-row.ts';
import type { LivingOrganization } from './living-organization.ts';
import { address, employee, oneOnOne, weekly } from './living-organization.ts';

/** Monday, 4 May 2026, half past four in Berlin and half past nine at the latest in all its zones, summer and winter. */
const begin = Temporal.Instant.from('2026-05-04T14:30:00Z');
const monday = '2026-05-04';

const vera = employee({ name: 'Vera', manager: null });
const mona = employee({ name: 'Mona', manager: 'Vera' });
const marc = employee({ name: 'Marc', manager: 'Vera', office: 'saoPaulo' });
const nora = employee({ name: 'Nora', manager: 'Vera', office: 'newYork' });
const ben = employee({ name: 'Ben', manager: 'Mona' });
const elisa = employee({ name: 'Elisa', manager: 'Marc', office: 'saoPaulo' });
const gita = employee({ name: 'Gita', manager: 'Nora' });
const ivo = {
  ...employee({ name: 'Ivo', manager: 'Mona' }),
  startDate: Temporal.PlainDate.from('2026-07-13'),
} satisfies EmployeeRow;

/**
 * Twelve people: Vera leads, Mona in Berlin, Marc in São Paulo and Nora in New York have two or three reports each, Hanna
 * is in HR. Marc connects four weeks late. In the middle somebody comes, somebody goes, two are away and one changes team.
 */
export const smallOrganization: LivingOrganization = {
  begin,
  hr: address('Hanna'),
  rows: [
    vera,
    employee({ name: 'Hanna', manager: 'Vera' }),
    mona,
    marc,
    nora,
    employee({ name: 'Ana', manager: 'Mona' }),
    ben,
    employee({ name: 'Caio', manager: 'Mona', office: 'saoPaulo' }),
    employee({ name: 'Davi', manager: 'Marc', office: 'saoPaulo' }),
    elisa,
    employee({ name: 'Femi', manager: 'Nora', office: 'newYork' }),
    gita,
  ],
  calendars: new Map([
    [
      address('Mona'),
      [
        oneOnOne({ pair: ['Mona', 'Ana'], date: '2026-05-06', time: '09:00', office: 'berlin' }),
        weekly({ title: 'Board', date: '2026-05-08', from: '08:00', to: '18:00', office: 'berlin' }),
        weekly({ title: 'Stand-up', date: monday, from: '10:00', to: '10:30', office: 'berlin' }),
      ],
    ],
    [
      address('Nora'),
      [
        oneOnOne({ pair: ['Nora', 'Gita'], date: '2026-05-05', time: '09:30', office: 'newYork' }),
        weekly({ title: 'Focus', date: '2026-05-07', from: '09:00', to: '12:00', office: 'newYork' }),
      ],
    ],
    [address('Gita'), [weekly({ title: 'Choir', date: '2026-05-06', from: '15:00', to: '16:00', office: 'berlin' })]],
    [
      address('Davi'),
      [weekly({ title: 'Customer call', date: monday, from: '13:00', to: '17:00', office: 'saoPaulo' })],
    ],
  ]),
  connectsInWeek: new Map([
    [address('Vera'), 1],
    [address('Mona'), 1],
    [address('Nora'), 1],
    [address('Marc'), 4],
  ]),
  changes: new Map([
    [6, { rows: [{ ...elisa, leaves: [leave('2026-06-22', '2026-07-19')] }], arriving: [] }],
    [8, { rows: [ivo], arriving: [ivo] }],
    [11, { rows: [{ ...ben, endDate: Temporal.PlainDate.from('2026-08-07') }], arriving: [] }],
    [13, { rows: [{ ...gita, manager: { externalId: 'Mona' } }], arriving: [] }],
    [15, { rows: [{ ...mona, leaves: [leave('2026-09-07', '2026-09-18')] }], arriving: [] }],
  ]),
};

/** Somebody of the small organisation as HR sends them again, with their leave. */
export function onLeave({ name, startsOn, endsOn }: { name: string; startsOn: string; endsOn: string }): EmployeeRow {
  const row = smallOrganization.rows.find(({ externalId }) => externalId === name);
  if (row === undefined) throw new Error(`nobody is called ${name}`);
  return { ...row, leaves: [leave(startsOn, endsOn)] };
}

function leave(startsOn: string, endsOn: string) {
  return { externalId: null, startsOn: Temporal.PlainDate.from(startsOn), endsOn: Temporal.PlainDate.from(endsOn) };
}
