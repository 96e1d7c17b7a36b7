import type { Person } from '../person.ts';

type Facts = Omit<Person, 'id'> & { readonly lastCareerConversationOn: Temporal.PlainDate | null };

/** What HR states of a person, by the name the API gives it. */
const facts = [
  ['remote_id', 'externalId'],
  ['first_name', 'givenName'],
  ['last_name', 'familyName'],
  ['display_full_name', 'displayName'],
  ['work_email', 'workEmail'],
  ['time_zone', 'timeZone'],
  ['country', 'country'],
  ['working_hours', 'workingHours'],
  ['groups', 'groups'],
  ['level', 'level'],
  ['start_date', 'startDate'],
  ['termination_date', 'endDate'],
  ['employment_status', 'status'],
  ['last_career_conversation_on', 'lastCareerConversationOn'],
] as const satisfies readonly (readonly [string, keyof Facts])[];
export type ChangedFact = (typeof facts)[number][0];

/** Which of them are not as they were. Hours whose days stand in another order are the same hours. */
export function changedFacts({ before, after }: { before: Facts; after: Facts }): readonly ChangedFact[] {
  return facts.flatMap(([name, key]) => (isSame(before[key], after[key]) ? [] : [name]));
}

function isSame(before: Facts[keyof Facts], after: Facts[keyof Facts]): boolean {
  if (before === after) return true;
  if (before === null || after === null || typeof before !== 'object' || typeof after !== 'object') return false;
  if (before instanceof Temporal.PlainDate) return after instanceof Temporal.PlainDate && before.equals(after);
  return canonical(before) === canonical(after);
}

/** `jsonb` does not keep the order of keys. */
function canonical(value: object): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
