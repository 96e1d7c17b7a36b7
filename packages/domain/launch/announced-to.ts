import { isActiveOn, type Person } from '../people/person.ts';
import { managersOn, type ReportingLine } from '../people/reporting-line.ts';
import type { Audience } from '../policy/policy.ts';
import { isInAudience } from '../policy/resolve-policy.ts';

/** Whom a launch concerns: those it is for, and the managers who will have conversations with them. */
export function announcedTo<P extends Person>({
  people,
  lines,
  audience,
  on,
}: {
  people: readonly P[];
  lines: readonly ReportingLine[];
  audience: Audience;
  on: Temporal.PlainDate;
}): readonly P[] {
  const managerOf = managersOn({ lines, on });
  const active = people.filter((person) => isActiveOn({ person, on }));
  const asked = active.filter((person) => isInAudience({ person, audience }));
  const concerned = new Set(asked.flatMap(({ id }) => [id, managerOf.get(id) ?? id]));
  return active.filter(({ id }) => concerned.has(id));
}

/** Where most of them are; null where no country is known. Of several with as many, the first of the alphabet. */
export function mainCountry(people: readonly Pick<Person, 'country'>[]): string | null {
  const counts = Map.groupBy(
    people.flatMap(({ country }) => country ?? []),
    (country) => country,
  );
  const [most] = [...counts].toSorted(([a, as], [b, bs]) => bs.length - as.length || (a < b ? -1 : 1));
  return most?.[0] ?? null;
}
