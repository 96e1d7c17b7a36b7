import { and, count, eq, gte, lt } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { conversationHistory, digest, outbox } from './schema/tables.ts';

/** What happened in a span of the organisation's time, counted. */
export function activityStore(tx: Transaction) {
  return {
    /** By kind of history entry, besides `mail` and `digest`. `[from, to)`. */
    async counts({ from, to }: { from: Temporal.Instant; to: Temporal.Instant }): Promise<ReadonlyMap<string, number>> {
      const entries = await tx
        .select({ kind: conversationHistory.kind, count: count() })
        .from(conversationHistory)
        .where(and(gte(conversationHistory.at, from), lt(conversationHistory.at, to)))
        .groupBy(conversationHistory.kind);
      const [mails] = await tx
        .select({ count: count() })
        .from(outbox)
        .where(and(eq(outbox.state, 'sent'), gte(outbox.sentAt, from), lt(outbox.sentAt, to)));
      const [digests] = await tx
        .select({ count: count() })
        .from(digest)
        .where(and(gte(digest.createdAt, from), lt(digest.createdAt, to)));
      return new Map([
        ...entries.map((entry) => [entry.kind, entry.count] as const),
        ['mail', mails?.count ?? 0] as const,
        ['digest', digests?.count ?? 0] as const,
      ]);
    },
  };
}
