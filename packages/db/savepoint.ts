import { sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';

/** Does something, and takes it back unless it is to be kept; locks taken before stay. Whatever throws ends the whole transaction. */
export async function withSavepoint<T>(
  tx: Transaction,
  work: () => Promise<{ readonly keep: boolean; readonly value: T }>,
): Promise<T> {
  await tx.execute(sql`SAVEPOINT attempt`);
  const { keep, value } = await work();
  await tx.execute(keep ? sql`RELEASE SAVEPOINT attempt` : sql`ROLLBACK TO SAVEPOINT attempt`);
  return value;
}
