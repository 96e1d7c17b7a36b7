import { and, eq, inArray, min, sql } from 'drizzle-orm';
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
