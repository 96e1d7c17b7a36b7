import {
  aliasedTable,
  and,
  desc,
  eq,
  getTableColumns,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  sql,
} from 'drizzle-orm';
import type { Interval } from '@throughline/domain/time/interval.ts';
import type { Transaction } from './database.ts';
import { conversation, event, proposal } from './schema/tables.ts';

export type Proposal = Omit<typeof proposal.$inferSelect, 'organizationId'>;

/** `planned`: a calendar became readable and the planner chose; `gone`: one of them could not be had any more. */
export type WithdrawnBecause = NonNullable<Proposal['withdrawnBecause']>;

export type NewProposal = {
  readonly conversationId: string;
  readonly slots: readonly Interval[];
  readonly expiresAt: Temporal.Instant;
};

/** A question to one of the two: these times in place of where an event stands, or none where there are no others. */
export type NewQuestion = NewProposal & {
  readonly insteadOfId: string;
  readonly stoodAt: Temporal.Instant;
  readonly askedId: string;
  readonly askedBecause: NonNullable<Proposal['askedBecause']>;
};

const { organizationId: _tenant, ...columns } = getTableColumns(proposal);
const isOpen = and(isNull(proposal.withdrawnAt), isNull(proposal.pickedAt));

/** Times proposed to the two of a conversation. */
export function proposalStore(tx: Transaction) {
  return {
    async byId(id: string): Promise<Proposal | null> {
      const [row] = await tx.select(columns).from(proposal).where(eq(proposal.id, id));
      return row ?? null;
    },

    /** The newest of a conversation, open or not. */
    async latest(conversationId: string): Promise<Proposal | null> {
      const [row] = await tx
        .select(columns)
        .from(proposal)
        .where(eq(proposal.conversationId, conversationId))
        .orderBy(desc(proposal.offeredAt), desc(proposal.id))
        .limit(1);
      return row ?? null;
    },

    /** Those that can still be picked from, of all conversations of these managers. */
    async open({
      managerIds,
    }: {
      managerIds: readonly string[];
    }): Promise<readonly (Proposal & { readonly managerId: string | null })[]> {
      if (managerIds.length === 0) return [];
      return tx
        .select({ ...columns, managerId: conversation.managerId })
        .from(proposal)
        .innerJoin(conversation, eq(conversation.id, proposal.conversationId))
        .where(and(isOpen, inArray(conversation.managerId, [...managerIds])));
    },

    /** Which of these conversations have one open. */
    async havingOpen(conversationIds: readonly string[]): Promise<ReadonlySet<string>> {
      if (conversationIds.length === 0) return new Set();
      const rows = await tx
        .select({ conversationId: proposal.conversationId })
        .from(proposal)
        .where(and(isOpen, inArray(proposal.conversationId, [...conversationIds])));
      return new Set(rows.map((row) => row.conversationId));
    },

    /** Those open of conversations whose last pick came to nothing, and which were proposed in its place. */
    async afterLostPicks(): Promise<readonly Pick<Proposal, 'id' | 'conversationId'>[]> {
      const before = aliasedTable(proposal, 'before');
      const last = tx
        .select({ pickedAt: before.pickedAt })
        .from(before)
        .where(and(eq(before.conversationId, proposal.conversationId), lt(before.id, proposal.id)))
        .orderBy(desc(before.id))
        .limit(1);
      return tx
        .select({ id: proposal.id, conversationId: proposal.conversationId })
        .from(proposal)
        .where(and(isOpen, isNull(proposal.insteadOfId), sql`(${last}) IS NOT NULL`));
    },

    /**
     * Those open of conversations without a date that are the first of theirs, or take the place of a pick that came to
     * nothing; the earliest first.
     */
    async newToManagers(): Promise<
      readonly { conversationId: string; managerId: string; policyId: string; offeredAt: Temporal.Instant }[]
    > {
      const before = aliasedTable(proposal, 'before');
      const last = tx
        .select({ picked: sql<boolean>`${before.pickedAt} IS NOT NULL` })
        .from(before)
        .where(
          and(
            eq(before.conversationId, proposal.conversationId),
            lt(before.id, proposal.id),
            isNull(before.insteadOfId),
          ),
        )
        .orderBy(desc(before.id))
        .limit(1);
      return tx
        .select({
          conversationId: conversation.id,
          managerId: sql<string>`${conversation.managerId}`,
          policyId: conversation.policyId,
          offeredAt: proposal.offeredAt,
        })
        .from(proposal)
        .innerJoin(conversation, eq(conversation.id, proposal.conversationId))
        .where(
          and(
            isOpen,
            isNull(proposal.insteadOfId),
            eq(conversation.state, 'due'),
            isNotNull(conversation.managerId),
            sql`coalesce((${last}), true)`,
          ),
        )
        .orderBy(proposal.offeredAt);
    },

    /** The times that each of these conversations' reports asked to have replaced. */
    async refused(conversationIds: readonly string[]): Promise<ReadonlyMap<string, readonly Interval[]>> {
      if (conversationIds.length === 0) return new Map();
      const rows = await tx
        .select({ conversationId: proposal.conversationId, slots: proposal.slots })
        .from(proposal)
        .where(
          and(inArray(proposal.conversationId, [...conversationIds]), eq(proposal.withdrawnBecause, 'others_asked')),
        );
      const byConversation = Map.groupBy(rows, (row) => row.conversationId);
      return new Map([...byConversation].map(([id, refused]) => [id, refused.flatMap(({ slots }) => slots)]));
    },

    /** Whether one of the two picked the time of this event. */
    async isPicked(eventId: string): Promise<boolean> {
      const rows = await tx.select({ id: proposal.id }).from(proposal).where(eq(proposal.eventId, eventId));
      return rows.length > 0;
    },

    /** Every question about these events, settled or not. */
    async questionsAbout(eventIds: readonly string[]): Promise<readonly Proposal[]> {
      if (eventIds.length === 0) return [];
      return tx
        .select(columns)
        .from(proposal)
        .where(inArray(proposal.insteadOfId, [...eventIds]));
    },

    /** Null when it was asked before, at this place for this reason, or when another question is open. */
    async ask({ question, now }: { question: NewQuestion; now: Temporal.Instant }): Promise<string | null> {
      const [row] = await tx
        .insert(proposal)
        .values({ ...question, offeredAt: now })
        .onConflictDoNothing()
        .returning({ id: proposal.id });
      return row?.id ?? null;
    },

    /** The one question with this id is settled; false when it was before. */
    async settle({
      id,
      because,
      now,
    }: {
      id: string;
      because: WithdrawnBecause;
      now: Temporal.Instant;
    }): Promise<boolean> {
      const rows = await tx
        .update(proposal)
        .set({ withdrawnAt: now, withdrawnBecause: because })
        .where(and(isOpen, eq(proposal.id, id)))
        .returning({ id: proposal.id });
      return rows.length > 0;
    },

    /** A second open one of a conversation is a unique violation. */
    async offer({ offered, now }: { offered: readonly NewProposal[]; now: Temporal.Instant }): Promise<void> {
      if (offered.length === 0) return;
      await tx.insert(proposal).values(offered.map((one) => ({ ...one, offeredAt: now })));
    },

    /** Answers with the conversations that had an open one. */
    async withdraw({
      conversationIds,
      because,
      now,
    }: {
      conversationIds: readonly string[];
      because: WithdrawnBecause;
      now: Temporal.Instant;
    }): Promise<readonly string[]> {
      if (conversationIds.length === 0) return [];
      const rows = await tx
        .update(proposal)
        .set({ withdrawnAt: now, withdrawnBecause: because })
        .where(and(isOpen, inArray(proposal.conversationId, [...conversationIds])))
        .returning({ conversationId: proposal.conversationId });
      return rows.map((row) => row.conversationId);
    },

    /** One picks at a time of those who would pick from this manager's days. Ends with the transaction. */
    async lockDaysOf(managerId: string): Promise<void> {
      await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('pick a time'), hashtext(${managerId}))`);
    },

    /**
     * Takes back what ran out, what belongs to a conversation that needs no date any more, and questions about an event
     * that has moved or gone.
     */
    async withdrawIdle({ now }: { now: Temporal.Instant }): Promise<void> {
      const withdrawn = (because: WithdrawnBecause) =>
        tx.update(proposal).set({ withdrawnAt: now, withdrawnBecause: because });
      await withdrawn('ended').where(
        and(
          isOpen,
          sql`EXISTS (SELECT FROM ${conversation} WHERE ${conversation.id} = ${proposal.conversationId}
            AND ${conversation.state} <> CASE WHEN ${proposal.insteadOfId} IS NULL THEN 'due' ELSE 'booked' END)`,
        ),
      );
      await withdrawn('moved').where(
        and(
          isOpen,
          sql`EXISTS (SELECT FROM ${event} WHERE ${event.id} = ${proposal.insteadOfId} AND ${ne(event.startsAt, proposal.stoodAt)})`,
        ),
      );
      await withdrawn('lapsed').where(and(isOpen, lte(proposal.expiresAt, now)));
    },

    /** False when somebody was first. */
    async pick({
      id,
      startsAt,
      personId,
      eventId,
      now,
    }: {
      id: string;
      startsAt: Temporal.Instant;
      personId: string;
      eventId: string;
      now: Temporal.Instant;
    }): Promise<boolean> {
      const rows = await tx
        .update(proposal)
        .set({ pickedStartsAt: startsAt, pickedById: personId, pickedAt: now, eventId })
        .where(and(isOpen, eq(proposal.id, id)))
        .returning({ id: proposal.id });
      return rows.length > 0;
    },
  };
}
