import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import type { StepOccasion, StepPerson } from '@throughline/domain/policy/steps.ts';
import type { Transaction } from './database.ts';
import { inChunks } from './in-chunks.ts';
import { nudge } from './schema/tables.ts';

export type TakenStep = {
  readonly conversationId: string;
  /** Names the step through all versions of the policy. */
  readonly step: string;
  readonly who: StepPerson;
  readonly occasion: StepOccasion;
  readonly recipientId: string;
  /** The dedupe key of the mail that carries it. */
  readonly mailKey: string;
};

/** Which steps of the policy were taken about which conversation. */
export function nudgeStore(tx: Transaction) {
  return {
    /** What is there already is left as it is: each step is taken once. */
    async add({ taken, now }: { taken: readonly TakenStep[]; now: Temporal.Instant }): Promise<void> {
      for (const chunk of inChunks(taken)) {
        await tx
          .insert(nudge)
          .values(chunk.map((one) => ({ ...one, takenAt: now })))
          .onConflictDoNothing();
      }
    },

    ofConversations: (conversationIds: readonly string[]): Promise<readonly TakenStep[]> =>
      conversationIds.length === 0
        ? Promise.resolve([])
        : tx
            .select()
            .from(nudge)
            .where(inArray(nudge.conversationId, [...conversationIds])),

    ofMail: (mailKey: string): Promise<readonly TakenStep[]> =>
      tx.select().from(nudge).where(eq(nudge.mailKey, mailKey)).orderBy(asc(nudge.id)),

    /**
     * What everybody but the report may know was done about conversations without a date: when each of the four was first
     * told of it. Who is asked whether a conversation took place is asked alone, and is not read here.
     */
    async visibleOf(
      conversationIds: readonly string[],
    ): Promise<readonly Pick<typeof nudge.$inferSelect, 'conversationId' | 'who' | 'occasion' | 'takenAt'>[]> {
      if (conversationIds.length === 0) return [];
      return tx
        .selectDistinctOn([nudge.conversationId, nudge.step], {
          conversationId: nudge.conversationId,
          who: nudge.who,
          occasion: nudge.occasion,
          takenAt: nudge.takenAt,
        })
        .from(nudge)
        .where(and(inArray(nudge.conversationId, [...conversationIds]), ne(nudge.occasion, 'after_silence')))
        .orderBy(asc(nudge.conversationId), asc(nudge.step), asc(nudge.takenAt));
    },
  };
}
