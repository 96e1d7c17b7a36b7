import { and, asc, eq, lt } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { connection } from './schema/tables.ts';

/** Grants that a provider ends when nothing uses them. `before` is wall time, as tokens are. */
export function idleGrantStore(tx: Transaction) {
  return {
    /** Active grants whose last access token had run out before `before`, the longest unused first. */
    async idle({ before, limit }: { before: Temporal.Instant; limit: number }): Promise<readonly string[]> {
      const rows = await tx
        .select({ id: connection.id })
        .from(connection)
        .where(and(eq(connection.status, 'active'), lt(connection.accessTokenExpiresAt, before)))
        .orderBy(asc(connection.accessTokenExpiresAt), asc(connection.id))
        .limit(limit);
      return rows.map((row) => row.id);
    },
  };
}
