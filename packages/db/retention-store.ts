import { and, inArray, isNotNull, lt, ne, or, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import {
  agenda,
  conversation,
  digest,
  dueRequest,
  event,
  eventConflict,
  handover,
  nudge,
  outbox,
  prep,
  proposal,
  session,
  signInLink,
} from './schema/tables.ts';

/** Removes what is kept no longer. `wall` is the machine's time, everything else the organisation's. */
export function retentionStore(tx: Transaction) {
  return {
    /** Sessions and mailed sign-in links that are over since before `wall`. Answers how many. */
    async forgetSignIns({ wall }: { wall: Temporal.Instant }): Promise<number> {
      const sessions = await tx
        .delete(session)
        .where(or(lt(session.expiresAt, wall), lt(session.endedAt, wall)))
        .returning({ id: session.id });
      const links = await tx.delete(signInLink).where(lt(signInLink.expiresAt, wall)).returning({ id: signInLink.id });
      return sessions.length + links.length;
    },

    /** Conversations that ended before and of which more is left than dates and states, the longest ago first. */
    async conversationsWithMore({
      before,
      limit,
    }: {
      before: Temporal.Instant;
      limit: number;
    }): Promise<readonly string[]> {
      // Every conversation has a history from its first day: without one it was forgotten.
      const rows = await tx
        .select({ id: conversation.id })
        .from(conversation)
        .where(
          and(
            lt(conversation.closedAt, before),
            sql`EXISTS (SELECT FROM conversation_history WHERE conversation_id = ${conversation.id})`,
          ),
        )
        .orderBy(conversation.closedAt)
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    /** Of ended conversations everything but the row of dates and states itself. */
    async forgetMoreThanDates(ids: readonly string[]): Promise<void> {
      if (ids.length === 0) return;
      const events = tx
        .select({ id: event.id })
        .from(event)
        .where(inArray(event.conversationId, [...ids]));
      await tx.delete(eventConflict).where(inArray(eventConflict.eventId, events));
      for (const table of [proposal, dueRequest, nudge, handover, prep, agenda, event]) {
        await tx.delete(table).where(inArray(table.conversationId, [...ids]));
      }
      await tx
        .update(conversation)
        .set({ dueWhy: [], explanation: [], leaveShift: null })
        .where(and(inArray(conversation.id, [...ids]), isNotNull(conversation.closedAt)));
      await tx.execute(sql`SELECT forget_record(${sql.param([...ids])}::uuid[])`);
    },

    /** Mails that left or never will, and weekly emails, of before. Answers how many. */
    async forgetMails({ before }: { before: Temporal.Instant }): Promise<number> {
      const mails = await tx
        .delete(outbox)
        .where(and(lt(outbox.createdAt, before), ne(outbox.state, 'waiting')))
        .returning({ id: outbox.id });
      const digests = await tx.delete(digest).where(lt(digest.createdAt, before)).returning({ id: digest.id });
      return mails.length + digests.length;
    },
  };
}
