import { and, asc, desc, eq, getTableColumns, gt, inArray, lte, max, min, sql } from 'drizzle-orm';
import {
  openStates,
  type Conversation,
  type ConversationState,
  type WaitingReason,
} from '@throughline/domain/conversation/conversation.ts';
import type { HistoryEntry, HistoryKind } from '@throughline/domain/conversation/history-entry.ts';
import { conversationEvent, isTold } from '@throughline/domain/webhook/webhook-event.ts';
import type { Transaction } from './database.ts';
import { inChunks } from './in-chunks.ts';
import { overwrite } from './overwrite.ts';
import { conversation, conversationHistory } from './schema/tables.ts';
import { webhookEventStore } from './webhook-event-store.ts';

/** A conversation with what the database keeps beside it. */
export type StoredConversation = Conversation & {
  readonly previousId: string | null;
  readonly dueWhy: readonly string[];
  readonly explanation: readonly string[];
  readonly planTriedAt: Temporal.Instant | null;
  readonly planAgainAt: Temporal.Instant | null;
  readonly version: number;
};

/** `after` a transition of `before`; `history` null where only bookkeeping changed. */
export type ConversationChange = {
  readonly before: StoredConversation;
  readonly after: Conversation &
    Partial<Pick<StoredConversation, 'dueWhy' | 'explanation' | 'planTriedAt' | 'planAgainAt'>>;
  readonly history: HistoryEntry | null;
};

export type OpenedConversation = {
  readonly conversation: Conversation;
  readonly previousId: string | null;
  readonly dueWhy: readonly string[];
  readonly history: HistoryEntry;
};

const { organizationId: _tenant, updatedAt: _updated, waitingFor, ...plainColumns } = getTableColumns(conversation);
const columns = { ...plainColumns, waitingFor: sql<WaitingReason | null>`${waitingFor}` };

/** A conversation that lost its date, or got another due date, is looked at again at once. */
const unlessDueAnew = (name: 'plan_tried_at' | 'plan_again_at') => sql`CASE
  WHEN excluded.state = 'due' AND (${conversation.state} <> 'due' OR ${conversation.dueOn} <> excluded.due_on) THEN NULL
  ELSE excluded.${sql.identifier(name)} END`;

export function conversationStore(tx: Transaction) {
  async function saveAll({
    changes,
    now,
  }: {
    changes: readonly ConversationChange[];
    now: Temporal.Instant;
  }): Promise<ReadonlySet<string>> {
    const saved = new Set<string>();
    for (const chunk of inChunks(changes)) {
      const rows = await tx
        .insert(conversation)
        .values(
          chunk.map(({ before, after }) => ({ ...before, ...after, version: before.version + 1, updatedAt: now })),
        )
        .onConflictDoUpdate({
          target: conversation.id,
          set: {
            ...overwrite(conversation, [
              'managerId',
              'policyId',
              'state',
              'dueOn',
              'dueWhy',
              'leaveShift',
              'earlyRequest',
              'waitingFor',
              'explanation',
              'startsAt',
              'endsAt',
              'bookedAt',
              'heldOn',
              'grade',
              'managerMoves',
              'closedAt',
              'version',
              'updatedAt',
            ]),
            planTriedAt: unlessDueAnew('plan_tried_at'),
            planAgainAt: unlessDueAnew('plan_again_at'),
          },
          setWhere: sql`${conversation.version} = excluded.version - 1`,
        })
        .returning({ id: conversation.id });
      for (const { id } of rows) saved.add(id);
    }
    await record(
      changes.flatMap(({ before, after, history }) =>
        history && saved.has(before.id) ? [{ conversation: after, entry: history }] : [],
      ),
    );
    return saved;
  }

  /** What happened, and with it what other systems are told: they hear of a conversation through here alone. */
  async function record(entries: readonly { conversation: Conversation; entry: HistoryEntry }[]): Promise<void> {
    await insertHistory(entries.map(({ conversation: { id }, entry }) => ({ conversationId: id, entry })));
    const told = entries.flatMap((one) => conversationEvent(one) ?? []);
    if (told.length > 0) await webhookEventStore(tx).add(told);
  }

  async function insertHistory(entries: readonly { conversationId: string; entry: HistoryEntry }[]): Promise<void> {
    for (const chunk of inChunks(entries)) {
      await tx
        .insert(conversationHistory)
        .values(
          chunk.map(({ conversationId, entry }) => ({ ...entry, conversationId, details: { ...entry.details } })),
        );
    }
  }

  return {
    async byId(id: string): Promise<StoredConversation | null> {
      const [row] = await tx.select(columns).from(conversation).where(eq(conversation.id, id));
      return row ?? null;
    },

    async byIds(ids: readonly string[]): Promise<readonly StoredConversation[]> {
      if (ids.length === 0) return [];
      return tx
        .select(columns)
        .from(conversation)
        .where(inArray(conversation.id, [...ids]));
    },

    open: (): Promise<readonly StoredConversation[]> =>
      tx
        .select(columns)
        .from(conversation)
        .where(inArray(conversation.state, [...openStates]))
        .orderBy(asc(conversation.dueOn), asc(conversation.id)),

    /** Each report's newest conversation, open or not. */
    latest: (): Promise<readonly StoredConversation[]> =>
      tx
        .selectDistinctOn([conversation.reportId], columns)
        .from(conversation)
        .orderBy(asc(conversation.reportId), desc(conversation.sequence)),

    /** Local date of each report's last conversation that was held. */
    async lastHeld(): Promise<ReadonlyMap<string, Temporal.PlainDate>> {
      const rows = await tx
        .select({ reportId: conversation.reportId, heldOn: max(conversation.heldOn) })
        .from(conversation)
        .where(eq(conversation.state, 'held'))
        .groupBy(conversation.reportId);
      return new Map(rows.flatMap(({ reportId, heldOn }) => (heldOn ? [[reportId, heldOn] as const] : [])));
    },

    history: (conversationId: string) =>
      tx
        .select({
          at: conversationHistory.at,
          kind: conversationHistory.kind,
          actor: conversationHistory.actor,
          details: conversationHistory.details,
        })
        .from(conversationHistory)
        .where(eq(conversationHistory.conversationId, conversationId))
        .orderBy(asc(conversationHistory.at), asc(conversationHistory.id)),

    /**
     * Stores transitions and their history, each only if nobody changed the conversation since it was read;
     * answers with the ids of those that were stored.
     */
    saveAll,

    /** False when somebody else was first: read again and decide again. */
    async save({ now, ...change }: ConversationChange & { now: Temporal.Instant }): Promise<boolean> {
      return (await saveAll({ changes: [change], now })).size > 0;
    },

    /** Opens what is not open yet; answers with the ids of those that were new. Close the predecessors first. */
    async openAll({
      opened,
      now,
    }: {
      opened: readonly OpenedConversation[];
      now: Temporal.Instant;
    }): Promise<ReadonlySet<string>> {
      const added = new Set<string>();
      for (const chunk of inChunks(opened)) {
        const rows = await tx
          .insert(conversation)
          .values(
            chunk.map(({ conversation: row, previousId, dueWhy }) => ({
              ...row,
              previousId,
              dueWhy,
              explanation: [],
              updatedAt: now,
            })),
          )
          .onConflictDoNothing()
          .returning({ id: conversation.id });
        for (const { id } of rows) added.add(id);
      }
      await record(
        opened.flatMap((one) =>
          added.has(one.conversation.id) ? [{ conversation: one.conversation, entry: one.history }] : [],
        ),
      );
      return added;
    },

    /** Notes beside a conversation, which stays as it is. */
    async addHistory(entries: readonly { conversationId: string; entry: HistoryEntry }[]): Promise<void> {
      const change = entries.find(({ entry }) => isTold(entry.kind));
      if (change !== undefined) throw new Error(`${change.entry.kind} is a change: it goes with the conversation`);
      await insertHistory(entries);
    },

    async successorOf(id: string): Promise<StoredConversation | null> {
      const [row] = await tx.select(columns).from(conversation).where(eq(conversation.previousId, id));
      return row ?? null;
    },

    inState: (state: ConversationState): Promise<readonly StoredConversation[]> =>
      tx.select(columns).from(conversation).where(eq(conversation.state, state)).orderBy(asc(conversation.id)),

    /** Open conversations their managers have moved at least once. */
    movedByManagers: (): Promise<readonly StoredConversation[]> =>
      tx
        .select(columns)
        .from(conversation)
        .where(and(inArray(conversation.state, [...openStates]), gt(conversation.managerMoves, 0)))
        .orderBy(asc(conversation.id)),

    /** When each of these conversations first got an entry of this kind in its history; without one, not at all. */
    async firstInHistory({
      ids,
      kind,
    }: {
      ids: readonly string[];
      kind: HistoryKind;
    }): Promise<ReadonlyMap<string, Temporal.Instant>> {
      if (ids.length === 0) return new Map();
      const rows = await tx
        .select({ id: conversationHistory.conversationId, at: min(conversationHistory.at) })
        .from(conversationHistory)
        .where(and(inArray(conversationHistory.conversationId, [...ids]), eq(conversationHistory.kind, kind)))
        .groupBy(conversationHistory.conversationId);
      return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])));
    },

    /** Booked conversations whose end has passed. */
    ended: ({ now }: { now: Temporal.Instant }): Promise<readonly StoredConversation[]> =>
      tx
        .select(columns)
        .from(conversation)
        .where(and(eq(conversation.state, 'booked'), lte(conversation.endsAt, now)))
        .orderBy(asc(conversation.id)),

    /** Holds off whoever else changes this conversation until the transaction ends. */
    async lock(id: string): Promise<StoredConversation | null> {
      const [row] = await tx.select(columns).from(conversation).where(eq(conversation.id, id)).for('update');
      return row ?? null;
    },
  };
}
