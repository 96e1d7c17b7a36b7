import { offices } from './offices.ts';
import type { DemoPerson } from './demo-people.ts';

const columns = [
  'employee_number',
  'first_name',
  'last_name',
  'work_email',
  'manager_employee_number',
  'department',
  'location',
  'time_zone',
  'country',
  'start_date',
] as const;

/** The demo's people as an HR system would export them (RFC 4180). */
export function employeesCsv(people: readonly DemoPerson[]): string {
  const rows = people.map((person) => {
    const office = offices[person.office];
    return [
      person.externalId,
      person.givenName,
      person.familyName,
      person.workEmail,
      person.managerExternalId ?? '',
      person.unit,
      office.name,
      office.timeZone,
      office.country,
      person.startDate?.toString() ?? '',
    ];
  });
  return [columns, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
