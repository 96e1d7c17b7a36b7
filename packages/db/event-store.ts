import { aliasedTable, and, eq, getTableColumns, gt, inArray, ne, or, sql } from 'drizzle-orm';
import type { Conversation, WaitingReason } from '@throughline/domain/conversation/conversation.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import type { Transaction } from './database.ts';
import { draftFromJson, draftToJson } from './event-draft-json.ts';
import { conversation, event } from './schema/tables.ts';

export type StoredEvent = Omit<typeof event.$inferSelect, 'organizationId' | 'draft'> & { readonly draft: EventDraft };

export type PlannedEvent = Pick<
  StoredEvent,
  'id' | 'conversationId' | 'connectionId' | 'generation' | 'idempotencyId' | 'marker' | 'heldUntil' | 'draft'
>;

const { organizationId: _tenant, ...columns } = getTableColumns(event);
/** An event as every store of events reads it. */
export const eventColumns = columns;

/** What a try says that never left: there was no token to make it with. */
const grantLost = ['grant_revoked', 'grant_expired', 'mailbox_gone', 'admin_needed', 'scope_missing'] as const;

export function eventStore(tx: Transaction) {
  return {
    async byId(id: string): Promise<StoredEvent | null> {
      const [row] = await tx.select(columns).from(event).where(eq(event.id, id));
      return row ? eventFromRow(row) : null;
    },

    async byMarkers(markers: readonly string[]): Promise<readonly StoredEvent[]> {
      if (markers.length === 0) return [];
      return (
        await tx
          .select(columns)
          .from(event)
          .where(inArray(event.marker, [...markers]))
      ).map(eventFromRow);
    },

    /** The one event each of these conversations is to have, planned or standing. */
    async wantedOf(conversationIds: readonly string[]): Promise<readonly StoredEvent[]> {
      if (conversationIds.length === 0) return [];
      const rows = await tx
        .select(columns)
        .from(event)
        .where(and(inArray(event.conversationId, [...conversationIds]), eq(event.desiredStep, 'invited')));
      return rows.map(eventFromRow);
    },

    /** Written before any call. A second event for a conversation that has one is a unique violation. */
    async insertPlanned({ planned, now }: { planned: readonly PlannedEvent[]; now: Temporal.Instant }): Promise<void> {
      if (planned.length === 0) return;
      await tx.insert(event).values(
        planned.map(({ draft, ...row }) => ({
          ...row,
          draft: draftToJson(draft),
          startsAt: draft.start,
          endsAt: draft.end,
          step: 'planned' as const,
          desiredStep: 'invited' as const,
          desiredVersion: 1,
          reportResponse: 'needsAction' as const,
          organizerResponse: 'accepted' as const,
          createdAt: now,
          updatedAt: now,
        })),
      );
    },

    /** What should stand in the calendar has changed: the next step writes it. `moved`: it stands at another time, and only that stays asked. */
    async want({
      id,
      draft,
      moved = null,
      now,
    }: {
      id: string;
      draft: EventDraft;
      moved?: { readonly byUs: boolean; readonly stillAsked: readonly string[] } | null;
      now: Temporal.Instant;
    }): Promise<void> {
      await tx
        .update(event)
        .set({
          draft: draftToJson(draft),
          startsAt: draft.start,
          endsAt: draft.end,
          ...(moved === null ? {} : { asked: [...moved.stillAsked], movedByUs: moved.byUs }),
          // What was wanted before and never written leaves the entry where it was.
          stoodFrom: sql`CASE WHEN ${event.appliedVersion} < ${event.desiredVersion} THEN ${event.stoodFrom} ELSE ${event.startsAt} END`,
          stoodUntil: sql`CASE WHEN ${event.appliedVersion} < ${event.desiredVersion} THEN ${event.stoodUntil} ELSE ${event.endsAt} END`,
          desiredVersion: sql`${event.desiredVersion} + 1`,
          nextAttemptAt: null,
          updatedAt: now,
        })
        .where(and(eq(event.id, id), eq(event.desiredStep, 'invited')));
    },

    /** Another agenda shall stand in an entry that was sent; not before `notBefore`, wall time. */
    async wantAgenda({
      id,
      draft,
      notBefore,
      now,
    }: {
      id: string;
      draft: EventDraft;
      notBefore: Temporal.Instant;
      now: Temporal.Instant;
    }): Promise<void> {
      await tx
        .update(event)
        .set({
          draft: draftToJson(draft),
          agendaVersion: sql`${event.agendaVersion} + 1`,
          nextAttemptAt: notBefore,
          updatedAt: now,
        })
        .where(and(eq(event.id, id), eq(event.step, 'invited'), eq(event.desiredStep, 'invited')));
    },

    /**
     * Nothing of these conversations that is still to come shall stand in a calendar; what was never tried is gone at
     * once. Answers with the events' ids.
     */
    async wantCancelled({
      conversationIds,
      now,
    }: {
      conversationIds: readonly string[];
      now: Temporal.Instant;
    }): Promise<readonly string[]> {
      if (conversationIds.length === 0) return [];
      const wanted = await tx
        .update(event)
        .set({
          desiredStep: 'cancelled',
          desiredVersion: sql`${event.desiredVersion} + 1`,
          nextAttemptAt: null,
          updatedAt: now,
        })
        .where(
          and(
            inArray(event.conversationId, [...conversationIds]),
            eq(event.desiredStep, 'invited'),
            or(eq(event.step, 'planned'), gt(event.startsAt, now)),
          ),
        )
        .returning({ id: event.id });
      await tx
        .update(event)
        .set({ step: 'cancelled', appliedVersion: sql`${event.desiredVersion}`, cancelledAt: now })
        .where(
          and(
            inArray(event.conversationId, [...conversationIds]),
            eq(event.desiredStep, 'cancelled'),
            eq(event.step, 'planned'),
            eq(event.attempts, 0),
          ),
        );
      return wanted.map((row) => row.id);
    },

    /**
     * Gives up what stopped on its way to a calendar that another account has replaced: entries nobody was invited to yet,
     * and those whose only try ended because the grant was gone. What may have been sent is left alone.
     */
    async abandonUnsent({ connectionId, now }: { connectionId: string; now: Temporal.Instant }): Promise<void> {
      await tx
        .update(event)
        .set({
          step: 'cancelled',
          desiredStep: 'cancelled',
          appliedVersion: sql`${event.desiredVersion}`,
          cancelledAt: now,
          updatedAt: now,
          leaseNumber: sql`${event.leaseNumber} + 1`,
        })
        .where(
          and(
            eq(event.connectionId, connectionId),
            eq(event.desiredStep, 'invited'),
            or(
              inArray(event.step, ['created', 'attached']),
              and(eq(event.step, 'planned'), eq(event.attempts, 1), inArray(event.lastError, [...grantLost])),
            ),
          ),
        );
    },

    /** Lets the invitations of a held first plan go now; answers with their conversations. */
    async release({ connectionId, now }: { connectionId: string; now: Temporal.Instant }): Promise<readonly string[]> {
      const rows = await tx
        .update(event)
        .set({ heldUntil: null, updatedAt: now })
        .where(
          and(
            eq(event.connectionId, connectionId),
            eq(event.desiredStep, 'invited'),
            eq(event.step, 'planned'),
            gt(event.heldUntil, now),
          ),
        )
        .returning({ conversationId: event.conversationId });
      return rows.map((row) => row.conversationId);
    },

    /** Conversations whose event waits with the rest of their manager's first plan. */
    async heldBack({ now }: { now: Temporal.Instant }): Promise<ReadonlySet<string>> {
      const rows = await tx
        .select({ conversationId: event.conversationId })
        .from(event)
        .where(and(eq(event.desiredStep, 'invited'), eq(event.step, 'planned'), gt(event.heldUntil, now)));
      return new Set(rows.map((row) => row.conversationId));
    },

    /** Events still to come of conversations another manager has taken over, each with what became of the successor. */
    async leftBehind({ now }: { now: Temporal.Instant }): Promise<
      readonly {
        readonly conversationId: string;
        readonly step: StoredEvent['step'];
        readonly successor: Pick<Conversation, 'state' | 'waitingFor'>;
      }[]
    > {
      const successor = aliasedTable(conversation, 'successor');
      const rows = await tx
        .select({
          conversationId: event.conversationId,
          step: event.step,
          state: successor.state,
          waitingFor: sql<WaitingReason | null>`${successor.waitingFor}`,
        })
        .from(event)
        .innerJoin(conversation, and(eq(conversation.id, event.conversationId), eq(conversation.state, 'superseded')))
        .innerJoin(successor, eq(successor.previousId, conversation.id))
        .where(and(eq(event.desiredStep, 'invited'), gt(event.endsAt, now)));
      return rows.map(({ conversationId, step, ...rest }) => ({ conversationId, step, successor: rest }));
    },

    /** Future events that are to stand, with their conversations: what a withdrawal cancels. */
    async wantedAfter(
      now: Temporal.Instant,
    ): Promise<readonly { readonly id: string; readonly conversationId: string }[]> {
      return tx
        .select({ id: event.id, conversationId: event.conversationId })
        .from(event)
        .where(and(eq(event.desiredStep, 'invited'), ne(event.step, 'cancelled'), gt(event.startsAt, now)));
    },
  };
}

export function eventFromRow(row: Omit<typeof event.$inferSelect, 'organizationId'>): StoredEvent {
  return { ...row, draft: draftFromJson(row.draft) };
}
