import { and, eq, inArray, max, min, sql } from 'drizzle-orm';
import type { WaitingReason } from '@throughline/domain/conversation/conversation.ts';
import type { Transaction } from './database.ts';
import { conversation, conversationHistory } from './schema/tables.ts';

export type WaitingConversation = {
  readonly conversationId: string;
  readonly reportId: string;
  readonly managerId: string | null;
  readonly policyId: string;
  readonly reason: WaitingReason;
  readonly dueOn: Temporal.PlainDate;
  /** When the conversation first waited for this. */
  readonly since: Temporal.Instant;
};

/** Conversations without a date, and since when which reason has kept them from one. */
export function waitingStore(tx: Transaction) {
  return {
    /** Since when each of these, as it stands without a date, has had none. */
    async withoutDateSince(conversationIds: readonly string[]): Promise<ReadonlyMap<string, Temporal.Instant>> {
      if (conversationIds.length === 0) return new Map();
      const rows = await tx
        .select({ id: conversation.id, openedAt: conversation.openedAt, lostAt: max(conversationHistory.at) })
        .from(conversation)
        .leftJoin(
          conversationHistory,
          and(eq(conversationHistory.conversationId, conversation.id), eq(conversationHistory.kind, 'unbooked')),
        )
        .where(and(eq(conversation.state, 'due'), inArray(conversation.id, [...conversationIds])))
        .groupBy(conversation.id);
      return new Map(rows.map(({ id, openedAt, lostAt }) => [id, lostAt ?? openedAt]));
    },

    async forReasons(reasons: readonly WaitingReason[]): Promise<readonly WaitingConversation[]> {
      const rows = await tx
        .select({
          conversationId: conversation.id,
          reportId: conversation.reportId,
          managerId: conversation.managerId,
          policyId: conversation.policyId,
          reason: sql<WaitingReason>`${conversation.waitingFor}`,
          dueOn: conversation.dueOn,
          openedAt: conversation.openedAt,
          since: min(conversationHistory.at),
        })
        .from(conversation)
        .leftJoin(
          conversationHistory,
          and(
            eq(conversationHistory.conversationId, conversation.id),
            eq(conversationHistory.kind, 'waiting'),
            sql`${conversationHistory.details} ->> 'reason' = ${conversation.waitingFor}`,
          ),
        )
        .where(and(eq(conversation.state, 'due'), inArray(conversation.waitingFor, [...reasons])))
        .groupBy(conversation.id)
        .orderBy(conversation.dueOn, conversation.id);
      return rows.map(({ openedAt, since, ...row }) => ({ ...row, since: since ?? openedAt }));
    },
  };
}
