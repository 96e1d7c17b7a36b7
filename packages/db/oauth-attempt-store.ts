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

    /** A sign-in whose attempt lived in its browser, as over; false when it was over before. */
    async insertSpent(attempt: {
      id: string;
      stateHash: Buffer;
      provider: StoredAttempt['provider'];
      personId: string;
      expiresAt: Temporal.Instant;
      usedAt: Temporal.Instant;
    }): Promise<boolean> {
      const kept = { browserHash: Buffer.alloc(0), verifier: Buffer.alloc(0), nonce: '', returnTo: '/' };
      const rows = await tx
        .insert(oauthAttempt)
        .values({ ...attempt, ...kept, purpose: 'sign_in' })
        .onConflictDoNothing({ target: oauthAttempt.stateHash })
        .returning({ id: oauthAttempt.id });
      return rows.length > 0;
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
