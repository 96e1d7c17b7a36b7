import { and, eq, isNull, lt } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { oauthAttempt } from './schema/tables.ts';

export type StoredAttempt = Omit<typeof oauthAttempt.$inferSelect, 'organizationId' | 'usedAt'>;

/** Authorisations under way. Wall time throughout. */
export function oauthAttemptStore(tx: Transaction) {
  return {
    async insert(attempt: StoredAttempt): Promise<void> {
      await tx.insert(oauthAttempt).values(attempt);
    },

    /** Spends the attempt, whoever presents its state; null when there is none or it was spent before. */
    async spend({ stateHash, wall }: { stateHash: Buffer; wall: Temporal.Instant }): Promise<StoredAttempt | null> {
      const [row] = await tx
        .update(oauthAttempt)
        .set({ usedAt: wall })
        .where(and(eq(oauthAttempt.stateHash, stateHash), isNull(oauthAttempt.usedAt)))
        .returning();
      return row ?? null;
    },

    /** Attempts that ran out, used or not: nothing can be done with them any more. */
    async removeExpired({ before }: { before: Temporal.Instant }): Promise<void> {
      await tx.delete(oauthAttempt).where(lt(oauthAttempt.expiresAt, before));
    },
  };
}
