import type { V1NewPolicy, V1Policy } from '@throughline/contracts/v1/policies.ts';
import type { PolicyView } from '@throughline/db/policy-view-store.ts';
import type { PolicyIssue, StatedPolicy } from '@throughline/domain/policy/next-version.ts';
import { policyRules, type Audience, type Policy } from '@throughline/domain/policy/policy.ts';

/** Rules bear the same names in the domain and in the API, each in its own spelling. */
const spellings = Object.keys(policyRules.parse({})).map((rule) => ({
  domain: rule,
  api: rule.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
}));
const apiNames = new Map(spellings.map(({ domain, api }) => [domain, api]));
const domainNames = new Map(spellings.map(({ domain, api }) => [api, domain]));

export function v1RulesOf(rules: Policy['rules']): V1Policy['rules'] {
  const written = Object.entries(rules).map(([rule, value]) => [apiNames.get(rule) ?? rule, value] as const);
  return Object.fromEntries(written) as V1Policy['rules'];
}

export function v1AudienceOf(audience: Audience): V1Policy['audience'] {
  return audience.kind === 'person' ? { kind: 'person', employee: audience.personId } : { ...audience };
}

export function v1PolicyOf(view: PolicyView): V1Policy {
  return {
    id: view.id,
    key: view.key,
    version: view.version,
    is_newest: view.isNewest,
    name: view.name,
    audience: v1AudienceOf(view.audience),
    rules: v1RulesOf(view.rules),
    rollout_starts_on: view.rolloutStartsOn.toString(),
    note: view.note,
    published_at: view.publishedAt.toString(),
  };
}

/** What an API client states, in our words. */
export function statedPolicyOf({
  key,
  name,
  audience,
  rules,
}: Pick<V1NewPolicy, 'key' | 'name' | 'audience' | 'rules'>): StatedPolicy {
  const spelled = Object.entries(rules ?? {}).map(([rule, value]) => [domainNames.get(rule) ?? rule, value] as const);
  return {
    key,
    ...(name === undefined ? {} : { name }),
    ...(audience === undefined ? {} : { audience: audienceOf(audience) }),
    rules: Object.fromEntries(spelled),
  };
}

/** The contract has seen to it that each kind comes with its own field. */
function audienceOf({ kind, group, level, country, employee }: NonNullable<V1NewPolicy['audience']>): Audience {
  switch (kind) {
    case 'everyone':
      return { kind };
    case 'group':
      return { kind, group: group ?? '' };
    case 'level':
      return { kind, level: level ?? '' };
    case 'country':
      return { kind, country: country ?? '' };
    case 'person':
      return { kind, personId: employee ?? '' };
  }
}

/** Where in what the client sent something is wrong (RFC 6901), and what, in the words of the API. */
export function v1IssueOf({ path, message }: PolicyIssue): { readonly pointer: string; readonly detail: string } {
  const spelled = path.map((part) => apiNames.get(String(part)) ?? String(part));
  const detail = message.replaceAll(/[a-z]+(?:[A-Z][a-z]+)+/g, (word) => apiNames.get(word) ?? word);
  return { pointer: spelled.map((part) => `/${part}`).join(''), detail };
}
