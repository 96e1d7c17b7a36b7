import { and, count, eq, isNotNull, lte, min } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { connection, conversation, outbox } from './schema/tables.ts';

export type Counted = { readonly state: string; readonly count: number };

/** How much of an organisation's work stands where, for whoever operates the installation: counts and ages, no names and no ids. */
export function operatingStore(tx: Transaction) {
  return {
    connections: (): Promise<readonly Counted[]> =>
      tx.select({ state: connection.status, count: count() }).from(connection).groupBy(connection.status),

    conversations: (): Promise<readonly Counted[]> =>
      tx.select({ state: conversation.state, count: count() }).from(conversation).groupBy(conversation.state),

    mails: (): Promise<readonly Counted[]> =>
      tx.select({ state: outbox.state, count: count() }).from(outbox).groupBy(outbox.state),

    /** Since when the mail that is due longest waits; null when none is due. */
    async oldestDueMail(now: Temporal.Instant): Promise<Temporal.Instant | null> {
      const [row] = await tx
        .select({ since: min(outbox.dueAt) })
        .from(outbox)
        .where(and(eq(outbox.state, 'waiting'), lte(outbox.dueAt, now)));
      return row?.since ?? null;
    },

    /** When the earliest event ended whose end no sweep has noticed yet; null when all are. */
    async oldestUnnoticedEnd(now: Temporal.Instant): Promise<Temporal.Instant | null> {
      const [row] = await tx
        .select({ since: min(conversation.endsAt) })
        .from(conversation)
        .where(and(eq(conversation.state, 'booked'), isNotNull(conversation.endsAt), lte(conversation.endsAt, now)));
      return row?.since ?? null;
    },
  };
}
