import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import { policyRules, type Policy } from '@throughline/domain/policy/policy.ts';
import { besidePosition, type ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import { policy } from './schema/tables.ts';

/** One version of a policy with what was said of it when it was published. */
export type PolicyView = Policy & {
  readonly note: string | null;
  readonly publishedAt: Temporal.Instant;
  /** Of its key. */
  readonly isNewest: boolean;
};

const { organizationId: _tenant, ...stored } = getTableColumns(policy);
const isNewest = sql<boolean>`NOT EXISTS (
  SELECT FROM policy AS later WHERE later.key = policy.key AND later.version > policy.version)`;

/** Reading policies for the API; nothing here changes one. */
export function policyViewStore(tx: Transaction) {
  const select = () => tx.select({ ...stored, isNewest }).from(policy);

  return {
    async byId(id: string): Promise<PolicyView | null> {
      const [row] = await select().where(eq(policy.id, id));
      return row ? fromRow(row) : null;
    },

    /** Up to `limit` rows by id on one side of a position: all versions of one key, or the newest of each. */
    async page({
      key,
      from,
      limit,
    }: {
      key: string | null;
      from: ListPosition | null;
      limit: number;
    }): Promise<readonly PolicyView[]> {
      const beside = besidePosition({ column: policy.id, from });
      const rows = await select()
        .where(and(key === null ? isNewest : eq(policy.key, key), beside.where))
        .orderBy(beside.orderBy)
        .limit(limit);
      return beside.inOrder(rows).map(fromRow);
    },
  };
}

/** A rule younger than a version has its default there. */
function fromRow(row: PolicyView): PolicyView {
  return { ...row, rules: policyRules.parse(row.rules) };
}
