import { eq, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { prep } from './schema/tables.ts';

/** One person's preparation, sealed. Whoever reads it out has to be its author, or it has to be revealed. */
export type SealedPrep = {
  readonly authorId: string;
  readonly body: Buffer;
  readonly revealedAt: Temporal.Instant | null;
};

export function prepStore(tx: Transaction) {
  return {
    ofConversation: (conversationId: string): Promise<readonly SealedPrep[]> =>
      tx
        .select({ authorId: prep.authorId, body: prep.body, revealedAt: prep.revealedAt })
        .from(prep)
        .where(eq(prep.conversationId, conversationId)),

    /** Replaces the author's text. What was revealed once stays revealed: the other has seen it. */
    async put({
      conversationId,
      authorId,
      body,
      reveal,
      now,
    }: {
      conversationId: string;
      authorId: string;
      body: Buffer;
      reveal: boolean;
      now: Temporal.Instant;
    }): Promise<void> {
      await tx
        .insert(prep)
        .values({ conversationId, authorId, body, revealedAt: reveal ? now : null, updatedAt: now })
        .onConflictDoUpdate({
          target: [prep.organizationId, prep.conversationId, prep.authorId],
          set: {
            body,
            revealedAt: sql`coalesce(${prep.revealedAt}, excluded.revealed_at)`,
            updatedAt: now,
          },
        });
    },
  };
}
