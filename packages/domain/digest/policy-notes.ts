import type { Audience } from '../policy/policy.ts';
import { isoWeekOf } from '../time/iso-week.ts';

/** A version of a policy on the day it was published. */
export type Publication = {
  readonly publishedOn: Temporal.PlainDate;
  readonly name: string;
  readonly version: number;
  readonly audience: Audience;
  /** What whoever published it had to say about it. */
  readonly note: string | null;
};

const mostCharacters = 140;

/**
 * What changed in the policies, by ISO week, to stand beside the figures of that week. A policy for one person is
 * nobody else's business and left out.
 */
export function policyNotes(publications: readonly Publication[]): ReadonlyMap<string, string> {
  const told = publications.filter(({ audience }) => audience.kind !== 'person');
  const byWeek = Map.groupBy(told, ({ publishedOn }) => isoWeekOf(publishedOn));
  return new Map([...byWeek].map(([week, those]) => [week, those.map(noteOf).join('; ')]));
}

function noteOf({ name, version, note }: Publication): string {
  const said = note?.replaceAll(/\s+/g, ' ').trim() ?? '';
  const text = said !== '' ? said : version === 1 ? `${name} begins` : `${name}, version ${version}`;
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters - 1).trimEnd()}…`;
}
