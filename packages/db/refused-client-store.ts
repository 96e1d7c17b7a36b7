import { and, eq, isNull } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { connection } from './schema/tables.ts';

/** A provider that refuses us beside grants that stand: kept with each connection it was noticed on. */
export function refusedClientStore(tx: Transaction) {
  return {
    /** The grant stays, and is tried again. Since when is kept. */
    async markRefused({ id, reason, now }: { id: string; reason: string; now: Temporal.Instant }): Promise<void> {
      await tx
        .update(connection)
        .set({ brokenBecause: 'our_secret', brokenAt: now, lastError: reason })
        .where(and(eq(connection.id, id), eq(connection.status, 'active'), isNull(connection.brokenBecause)));
    },

    async markAccepted(id: string): Promise<void> {
      await tx
        .update(connection)
        .set({ brokenBecause: null, brokenAt: null, lastError: null })
        .where(and(eq(connection.id, id), eq(connection.status, 'active'), eq(connection.brokenBecause, 'our_secret')));
    },
  };
}
