import { policyRules, type Audience, type Policy } from './policy.ts';

/** What somebody states of a policy's next version. What is left out stays as in the version before. */
export type StatedPolicy = {
  readonly key: string;
  readonly name?: string;
  readonly audience?: Audience;
  /** By the names of rules; checked here. */
  readonly rules?: Readonly<Record<string, unknown>>;
};

/** All that the versions of a policy differ in. */
export type PolicyToPublish = Pick<Policy, 'key' | 'name' | 'audience' | 'rules'>;

/** What is wrong with a stated policy, and where in it. */
export type PolicyIssue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** The newest version of a key; null before there is one. */
export function newestOfKey({ key, policies }: { key: string; policies: readonly Policy[] }): Policy | null {
  const versions = policies.filter((policy) => policy.key === key);
  return versions.toSorted((a, b) => b.version - a.version)[0] ?? null;
}

/** A stated policy made whole by the version before it, or by the defaults where it is the first. */
export function completePolicy({
  stated,
  before,
}: {
  stated: StatedPolicy;
  before: Policy | null;
}):
  | { readonly kind: 'complete'; readonly policy: PolicyToPublish }
  | { readonly kind: 'refused'; readonly issues: readonly PolicyIssue[] } {
  const name = stated.name ?? before?.name;
  const audience = stated.audience ?? before?.audience;
  const rules = policyRules.safeParse({ ...before?.rules, ...stated.rules });
  if (name !== undefined && audience !== undefined && rules.success)
    return { kind: 'complete', policy: { key: stated.key, name, audience, rules: rules.data } };
  const issues = [
    ...(name === undefined ? [{ path: ['name'], message: 'expected of a new policy' }] : []),
    ...(audience === undefined ? [{ path: ['audience'], message: 'expected of a new policy' }] : []),
    ...(rules.error?.issues ?? []).map(({ path, message }) => ({ path: ['rules', ...path], message })),
  ];
  return { kind: 'refused', issues };
}

/** The version after `before`; the rollout goes on as it began. */
export function nextVersion({
  policy,
  before,
  id,
  today,
}: {
  policy: PolicyToPublish;
  before: Policy | null;
  id: string;
  today: Temporal.PlainDate;
}): Policy {
  return {
    ...policy,
    id,
    version: (before?.version ?? 0) + 1,
    rolloutStartsOn: before?.rolloutStartsOn ?? today,
  };
}
