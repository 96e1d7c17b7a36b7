import type { SourceLink } from '@throughline/db/hr-source-store.ts';
import type { StoredPerson } from '@throughline/db/people-store.ts';
import type { PulledRow } from './ports/hr-system.ts';

/**
 * Who each of a source's ids is: by that id, as it was seen before; else by external id; else by work address, of somebody
 * this source has not named yet. Whoever is left out is new, or for the import to tell.
 */
export function matchPulled({
  rows,
  links,
  elsewhere,
  known,
  idPrefix,
}: {
  rows: readonly PulledRow[];
  /** This source's. */
  links: readonly SourceLink[];
  /** Whom other sources name. */
  elsewhere: ReadonlySet<string>;
  known: readonly StoredPerson[];
  idPrefix: string;
}): ReadonlyMap<string, StoredPerson> {
  const byId = new Map(known.map((person) => [person.id, person]));
  const byExternalId = new Map(known.flatMap((person) => (person.externalId ? [[person.externalId, person]] : [])));
  const byEmail = new Map(known.map((person) => [person.workEmail, person]));
  const linked = new Map(links.map((link) => [link.sourcePersonId, link.personId]));
  const named = new Set(links.map(({ personId }) => personId));

  return new Map(
    rows.flatMap((row): readonly [string, StoredPerson][] => {
      const { sourceId } = row;
      const seen = byId.get(linked.get(sourceId) ?? '') ?? byExternalId.get(`${idPrefix}${sourceId}`);
      const person = seen ?? ('unusable' in row ? undefined : adoptable(byEmail.get(row.workEmail)));
      if (person === undefined) return [];
      if (seen === undefined) named.add(person.id);
      return [[sourceId, person]];
    }),
  );

  /** The first source's ids are everybody's: with another one this is somebody else, or somebody who comes back. */
  function adoptable(person: StoredPerson | undefined): StoredPerson | undefined {
    if (person === undefined || named.has(person.id)) return undefined;
    return person.externalId === null || idPrefix !== '' || elsewhere.has(person.id) ? person : undefined;
  }
}
