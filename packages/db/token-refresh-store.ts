import { and, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { SealedTokens, StoredConnection } from './connection-store.ts';
import type { Transaction } from './database.ts';
import { connection } from './schema/tables.ts';

export type RefreshLease = { readonly id: string; readonly refreshNumber: number };

/** Who refreshes the tokens of a connection: one at a time, under a lease on wall time. */
export function tokenRefreshStore(tx: Transaction) {
  return {
    /** Null when somebody else refreshes, or has refreshed since `seenNumber` was read. */
    async leaseRefresh({
      id,
      seenNumber,
      wall,
      until,
    }: {
      id: string;
      seenNumber: number;
      wall: Temporal.Instant;
      until: Temporal.Instant;
    }): Promise<StoredConnection | null> {
      const [row] = await tx
        .update(connection)
        .set({ refreshLeasedUntil: until, refreshNumber: sql`${connection.refreshNumber} + 1` })
        .where(
          and(
            eq(connection.id, id),
            eq(connection.status, 'active'),
            eq(connection.refreshNumber, seenNumber),
            or(isNull(connection.refreshLeasedUntil), lte(connection.refreshLeasedUntil, wall)),
          ),
        )
        .returning();
      return row ?? null;
    },

    /**
     * False when the lease was lost: somebody else's tokens stand. The number moves on, so that whoever read the row
     * while the refresh was under way does not take the lease for a second one.
     */
    async storeTokens({ lease, tokens }: { lease: RefreshLease; tokens: SealedTokens }): Promise<boolean> {
      const rows = await tx
        .update(connection)
        .set({
          ...tokens,
          scopes: [...tokens.scopes],
          refreshLeasedUntil: null,
          refreshNumber: sql`${connection.refreshNumber} + 1`,
        })
        .where(holdsRefresh(lease))
        .returning({ id: connection.id });
      return rows.length > 0;
    },

    async releaseRefresh(lease: RefreshLease): Promise<void> {
      await tx.update(connection).set({ refreshLeasedUntil: null }).where(holdsRefresh(lease));
    },
  };
}

function holdsRefresh({ id, refreshNumber }: RefreshLease) {
  return and(eq(connection.id, id), eq(connection.refreshNumber, refreshNumber), eq(connection.status, 'active'));
}
