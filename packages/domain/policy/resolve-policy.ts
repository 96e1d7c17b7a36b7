import type { Person } from '../people/person.ts';
import type { Audience, Policy } from './policy.ts';

export type ResolvedPolicy = { readonly policy: Policy; readonly why: string };

/** From the widest audience to the narrowest; a region counts as narrower than its country. */
const specificity = { everyone: 0, country: 1, region: 2, level: 3, group: 4, person: 5 } as const;

/**
 * The policy that holds for a person: of each key only the newest version speaks, the most specific audience wins,
 * and between equals the key that sorts first. `null` when no audience has them, as during a pilot.
 */
export function resolvePolicy({
  person,
  policies,
}: {
  person: Person;
  policies: readonly Policy[];
}): ResolvedPolicy | null {
  const candidates = newestVersions(policies).filter((policy) => isInAudience({ person, audience: policy.audience }));
  const [policy, ...others] = candidates.toSorted(
    (a, b) => specificityOf(b.audience) - specificityOf(a.audience) || (a.key < b.key ? -1 : 1),
  );
  return policy ? { policy, why: reason({ policy, others, person }) } : null;
}

/** What holds today where `policy` held when something began; `policy` itself where it is still the newest. */
export function newestVersionOf({ policy, policies }: { policy: Policy; policies: readonly Policy[] }): Policy {
  return newestVersions(policies).find(({ key }) => key === policy.key) ?? policy;
}

function newestVersions(policies: readonly Policy[]): readonly Policy[] {
  const newest = new Map<string, Policy>();
  for (const policy of policies) {
    const known = newest.get(policy.key);
    if (!known || known.version < policy.version) newest.set(policy.key, policy);
  }
  return [...newest.values()];
}

/** Also says whom a pilot reaches. */
export function isInAudience({ person, audience }: { person: Person; audience: Audience }): boolean {
  switch (audience.kind) {
    case 'everyone':
      return true;
    case 'group':
      return person.groups.includes(audience.group);
    case 'level':
      return person.level === audience.level;
    case 'country':
      return person.country === audience.country || (person.country?.startsWith(`${audience.country}-`) ?? false);
    case 'person':
      return person.id === audience.personId;
  }
}

function specificityOf(audience: Audience): number {
  if (audience.kind === 'country' && audience.country.includes('-')) return specificity.region;
  return specificity[audience.kind];
}

function reason({ policy, others, person }: { policy: Policy; others: readonly Policy[]; person: Person }): string {
  const because = `“${policy.name}” (version ${policy.version}) applies because ${belonging(policy.audience, person)}`;
  const [runnerUp] = others;
  if (!runnerUp) return `${because}.`;
  const wins =
    specificityOf(runnerUp.audience) === specificityOf(policy.audience)
      ? `it comes before “${runnerUp.name}”, which is as specific`
      : `it is more specific than “${runnerUp.name}”`;
  return `${because}; ${wins}.`;
}

function belonging(audience: Audience, person: Person): string {
  switch (audience.kind) {
    case 'everyone':
      return 'it is for everyone';
    case 'group':
      return `${person.displayName} is in ${audience.group}`;
    case 'level':
      return `${person.displayName} is at level ${audience.level}`;
    case 'country':
      return `${person.displayName} works in ${audience.country}`;
    case 'person':
      return `it is for ${person.displayName} alone`;
  }
}
