import { isBefore } from '../time/local-date.ts';

/** ISO weekday: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Local wall-clock times as 'HH:MM', half-open; `to` may be '24:00'. */
export type WorkingSpan = { readonly from: string; readonly to: string };

/** A weekday that is missing is not worked. */
export type WorkingHours = { readonly [weekday in Weekday]?: readonly WorkingSpan[] };

export type PersonStatus = 'active' | 'pending' | 'inactive';

export type Person = {
  readonly id: string;
  readonly externalId: string | null;
  readonly givenName: string;
  readonly familyName: string;
  readonly displayName: string;
  readonly workEmail: string;
  /** IANA name. Somebody without one is listed, never booked. */
  readonly timeZone: string | null;
  /** ISO 3166-1 alpha-2, optionally with a region: 'DE', 'DE-BE'. Decides public holidays. */
  readonly country: string | null;
  /** `null` where neither the person, HR nor their calendar said; the policy's default then holds. */
  readonly workingHours: WorkingHours | null;
  readonly groups: readonly string[];
  readonly level: string | null;
  /** `null` means an existing employee. */
  readonly startDate: Temporal.PlainDate | null;
  /** Last day of employment, inclusive. */
  readonly endDate: Temporal.PlainDate | null;
  readonly status: PersonStatus;
};

/** Employed and at work on that day, as far as status and dates say; leave is another question. */
export function isActiveOn({ person, on }: { person: Person; on: Temporal.PlainDate }): boolean {
  if (person.status !== 'active') return false;
  if (person.startDate && isBefore(on, person.startDate)) return false;
  return !(person.endDate && isBefore(person.endDate, on));
}

/** Their last day has passed, or HR says so. Somebody who has not begun yet has not left. */
export function hasLeft({
  person,
  on,
}: {
  person: Pick<Person, 'status' | 'endDate'>;
  on: Temporal.PlainDate;
}): boolean {
  return person.status === 'inactive' || (person.endDate !== null && isBefore(person.endDate, on));
}
