import { nameKey } from './name-key.ts';

type Named = {
  readonly givenName: string;
  readonly familyName: string;
  readonly displayName: string | undefined;
  readonly workEmail: string;
};

export type FoundByName =
  | { readonly kind: 'one'; readonly workEmail: string }
  | { readonly kind: 'none' }
  /** Of several people: whose boss somebody is nobody guesses. */
  | { readonly kind: 'several' };

/** Looks people up by the name a file calls them: as they are shown, or first name and last name. */
export function findByName(people: Iterable<Named>): (written: string) => FoundByName {
  const addressesOf = new Map<string, Set<string>>();
  for (const { givenName, familyName, displayName, workEmail } of people) {
    for (const name of [`${givenName} ${familyName}`, displayName ?? '']) {
      const key = nameKey(name);
      if (key !== '') addressesOf.set(key, (addressesOf.get(key) ?? new Set()).add(workEmail.toLowerCase()));
    }
  }
  return (written) => {
    const found = [...(addressesOf.get(nameKey(written)) ?? [])];
    const [only] = found;
    if (only === undefined) return { kind: 'none' };
    return found.length === 1 ? { kind: 'one', workEmail: only } : { kind: 'several' };
  };
}
