import { and, desc, eq } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { handover } from './schema/tables.ts';

/** A report's words to a new manager, sealed. Whoever reads them out has to be the author, or the reader once released. */
export type SealedHandover = {
  readonly conversationId: string;
  readonly authorId: string;
  readonly readerId: string;
  readonly body: Buffer;
  readonly releasedAt: Temporal.Instant | null;
};

const columns = {
  conversationId: handover.conversationId,
  authorId: handover.authorId,
  readerId: handover.readerId,
  body: handover.body,
  releasedAt: handover.releasedAt,
};

export function handoverStore(tx: Transaction) {
  return {
    async ofConversation(conversationId: string): Promise<SealedHandover | null> {
      const [row] = await tx.select(columns).from(handover).where(eq(handover.conversationId, conversationId));
      return row ?? null;
    },

    /** What this author last wrote, to whichever manager: for nobody but them. */
    async latestOf(authorId: string): Promise<SealedHandover | null> {
      const [row] = await tx
        .select(columns)
        .from(handover)
        .where(eq(handover.authorId, authorId))
        .orderBy(desc(handover.updatedAt), desc(handover.id))
        .limit(1);
      return row ?? null;
    },

    /** Replaces the words; whether they are released stays. */
    async put({ now, releasedAt: _released, ...card }: SealedHandover & { now: Temporal.Instant }): Promise<void> {
      await tx
        .insert(handover)
        .values({ ...card, updatedAt: now })
        .onConflictDoUpdate({
          target: [handover.organizationId, handover.conversationId],
          set: { body: card.body, updatedAt: now },
        });
    },

    /** Null takes it back. False where there is none of theirs. */
    async setReleased({
      conversationId,
      authorId,
      releasedAt,
    }: Pick<SealedHandover, 'conversationId' | 'authorId' | 'releasedAt'>): Promise<boolean> {
      const rows = await tx
        .update(handover)
        .set({ releasedAt })
        .where(and(eq(handover.conversationId, conversationId), eq(handover.authorId, authorId)))
        .returning({ id: handover.id });
      return rows.length > 0;
    },
  };
}
