import { and, asc, desc, eq, getTableColumns, isNotNull, isNull, max, min, ne, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { conversation, dueRequest } from './schema/tables.ts';

export type StoredDueRequest = Omit<typeof dueRequest.$inferSelect, 'organizationId'>;
export type NewDueRequest = Omit<StoredDueRequest, 'id' | 'askedAt' | 'doneAt' | 'takenBackAt'>;

const { organizationId: _tenant, ...columns } = getTableColumns(dueRequest);
const isPending = and(isNull(dueRequest.doneAt), isNull(dueRequest.takenBackAt));

/** Due dates asked for by one of the two. What is here is shown to its author alone. */
export function dueRequestStore(tx: Transaction) {
  return {
    /** False when another of theirs is still to be carried out. */
    async add({ request, now }: { request: NewDueRequest; now: Temporal.Instant }): Promise<boolean> {
      const rows = await tx
        .insert(dueRequest)
        .values({ ...request, askedAt: now })
        .onConflictDoNothing()
        .returning({ id: dueRequest.id });
      return rows.length > 0;
    },

    /** The newest of this person about this conversation, unless it was taken back before it was carried out. */
    async latestOf({
      conversationId,
      askedById,
    }: {
      conversationId: string;
      askedById: string;
    }): Promise<StoredDueRequest | null> {
      const [row] = await tx
        .select(columns)
        .from(dueRequest)
        .where(
          and(
            eq(dueRequest.conversationId, conversationId),
            eq(dueRequest.askedById, askedById),
            isNull(dueRequest.takenBackAt),
          ),
        )
        .orderBy(desc(dueRequest.askedAt), desc(dueRequest.id))
        .limit(1);
      return row ?? null;
    },

    /** Not carried out yet, in the order in which they were asked for. */
    pending: (): Promise<readonly StoredDueRequest[]> =>
      tx.select(columns).from(dueRequest).where(isPending).orderBy(asc(dueRequest.askedAt), asc(dueRequest.id)),

    async markDone({ id, now }: { id: string; now: Temporal.Instant }): Promise<void> {
      await tx
        .update(dueRequest)
        .set({ doneAt: now })
        .where(and(eq(dueRequest.id, id), isPending));
    },

    /** False when it was carried out before. */
    async takeBack({ id, now }: { id: string; now: Temporal.Instant }): Promise<boolean> {
      const rows = await tx
        .update(dueRequest)
        .set({ takenBackAt: now })
        .where(and(eq(dueRequest.id, id), isPending))
        .returning({ id: dueRequest.id });
      return rows.length > 0;
    },

    /** Whether the due date a conversation has is one that was asked for. */
    async hasSet({ id, dueOn }: { id: string; dueOn: Temporal.PlainDate }): Promise<boolean> {
      const rows = await tx
        .select({ id: dueRequest.id })
        .from(dueRequest)
        .where(
          and(
            eq(dueRequest.conversationId, id),
            eq(dueRequest.dueOn, dueOn),
            isNotNull(dueRequest.doneAt),
            ne(dueRequest.kind, 'as_before'),
          ),
        );
      return rows.length > 0;
    },

    /** From where a report's gap counts: the day of the last one held, and the first one's opening. */
    async gapOf(reportId: string): Promise<{
      readonly lastHeldOn: Temporal.PlainDate | null;
      readonly firstOpenedAt: Temporal.Instant | null;
    }> {
      const [row] = await tx
        .select({
          lastHeldOn: max(
            sql<Temporal.PlainDate>`CASE WHEN ${conversation.state} = 'held' THEN ${conversation.heldOn} END`,
          ).mapWith(conversation.heldOn),
          firstOpenedAt: min(conversation.openedAt),
        })
        .from(conversation)
        .where(eq(conversation.reportId, reportId));
      return { lastHeldOn: row?.lastHeldOn ?? null, firstOpenedAt: row?.firstOpenedAt ?? null };
    },
  };
}
