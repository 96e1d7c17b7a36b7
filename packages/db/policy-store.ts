import { asc } from 'drizzle-orm';
import { policyRules, type Policy } from '@throughline/domain/policy/policy.ts';
import type { Transaction } from './database.ts';
import { policy } from './schema/tables.ts';

export function policyStore(tx: Transaction) {
  return {
    /** Every version of every policy. A rule younger than a version has its default there. */
    async all(): Promise<readonly Policy[]> {
      const rows = await tx
        .select({
          id: policy.id,
          key: policy.key,
          version: policy.version,
          name: policy.name,
          audience: policy.audience,
          rules: policy.rules,
          rolloutStartsOn: policy.rolloutStartsOn,
        })
        .from(policy)
        .orderBy(asc(policy.key), asc(policy.version));
      return rows.map((row) => ({ ...row, rules: policyRules.parse(row.rules) }));
    },

    /** When each version was published, what it says, and what was said about it. */
    async publications(): Promise<
      readonly (Pick<Policy, 'key' | 'name' | 'version' | 'audience' | 'rules'> & {
        readonly note: string | null;
        readonly publishedAt: Temporal.Instant;
      })[]
    > {
      const rows = await tx
        .select({
          key: policy.key,
          name: policy.name,
          version: policy.version,
          audience: policy.audience,
          rules: policy.rules,
          note: policy.note,
          publishedAt: policy.publishedAt,
        })
        .from(policy)
        .orderBy(asc(policy.publishedAt), asc(policy.key));
      return rows.map((row) => ({ ...row, rules: policyRules.parse(row.rules) }));
    },

    /** Versions are never changed: publishing one that exists is a unique violation. */
    async publish({
      policy: version,
      note,
      now,
    }: {
      policy: Policy;
      note: string | null;
      now: Temporal.Instant;
    }): Promise<void> {
      await tx.insert(policy).values({ ...version, note, publishedAt: now });
    },
  };
}
