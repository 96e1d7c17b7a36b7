import type { Person } from '@throughline/domain/people/person.ts';
import { policyRules } from '@throughline/domain/policy/policy.ts';
import type { Policy, PolicyRules } from '@throughline/domain/policy/policy.ts';
import { resolvePolicy } from '@throughline/domain/policy/resolve-policy.ts';

const defaults: PolicyRules = policyRules.parse({});

/** The rules a person lives by in their own right; somebody outside every audience, by the defaults. */
export function personalRules({ person, policies }: { person: Person; policies: readonly Policy[] }): PolicyRules {
  return resolvePolicy({ person, policies })?.policy.rules ?? defaults;
}
