import type { Policy } from '@throughline/domain/policy/policy.ts';

/**
 * The policy an organisation's own figures go by: the newest version of the one for everyone, else of the first by key.
 * Null before any is published.
 */
export function organizationPolicy(policies: readonly Policy[]): Policy | null {
  const forEveryone = policies.filter(({ audience }) => audience.kind === 'everyone');
  const candidates = forEveryone.length > 0 ? forEveryone : policies;
  const [first] = candidates.toSorted((a, b) => a.key.localeCompare(b.key) || b.version - a.version);
  return first ?? null;
}
