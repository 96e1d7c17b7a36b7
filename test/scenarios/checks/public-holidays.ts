import type { PersonRow } from './facts.ts';

/** Public holidays of 2026 and 2027 in the two regions the test organisations live in, from the calendars of Berlin and São Paulo. */
const holidays: Readonly<Record<string, readonly string[]>> = {
  'DE-BE': [
    '2026-01-01',
    '2026-03-08',
    '2026-04-03',
    '2026-04-06',
    '2026-05-01',
    '2026-05-14',
    '2026-05-25',
    '2026-10-03',
    '2026-12-25',
    '2026-12-26',
    '2027-01-01',
    '2027-03-08',
    '2027-03-26',
    '2027-03-29',
    '2027-05-01',
    '2027-05-06',
    '2027-05-17',
    '2027-10-03',
    '2027-12-25',
    '2027-12-26',
  ],
  'BR-SP': [
    '2026-01-01',
    '2026-04-03',
    '2026-04-21',
    '2026-05-01',
    '2026-07-09',
    '2026-09-07',
    '2026-10-12',
    '2026-11-02',
    '2026-11-15',
    '2026-11-20',
    '2026-12-25',
    '2027-01-01',
    '2027-03-26',
    '2027-04-21',
    '2027-05-01',
    '2027-07-09',
    '2027-09-07',
    '2027-10-12',
    '2027-11-02',
    '2027-11-15',
    '2027-11-20',
    '2027-12-25',
  ],
};

export function isHoliday({ person, on }: { person: PersonRow | undefined; on: string }): boolean {
  return holidays[person?.country ?? '']?.includes(on) ?? false;
}
