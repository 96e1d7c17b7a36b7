import { and, asc, count, eq, getTableColumns, gt, inArray, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { draftFromJson, draftToJson } from './event-draft-json.ts';
import type { StoredEvent } from './event-store.ts';
import { conversation, event } from './schema/tables.ts';

/** An event as it was read: what nobody has taken a step with since. */
export type SeenEvent = Pick<StoredEvent, 'id' | 'leaseNumber' | 'desiredVersion' | 'agendaVersion'>;

/** What a look at the calendar may change of an event. */
export type Amendment = Partial<
  Pick<
    StoredEvent,
    | 'draft'
    | 'startsAt'
    | 'endsAt'
    | 'etag'
    | 'icalUid'
    | 'conferenceUrl'
    | 'reportResponse'
    | 'organizerResponse'
    | 'asked'
    | 'seenBeside'
    | 'restoredAt'
    | 'flagged'
  >
>;

const { organizationId: _tenant, ...columns } = getTableColumns(event);

/** Events whose invitation is out and whose conversation has no outcome yet: what the calendars are compared with. */
export function standingEventStore(tx: Transaction) {
  return {
    async ofConnection(connectionId: string): Promise<readonly StoredEvent[]> {
      const rows = await tx
        .select(columns)
        .from(event)
        .innerJoin(conversation, eq(conversation.id, event.conversationId))
        .where(
          and(
            eq(event.connectionId, connectionId),
            eq(event.step, 'invited'),
            eq(event.desiredStep, 'invited'),
            inArray(conversation.state, ['booked', 'awaiting_confirmation']),
          ),
        )
        .orderBy(asc(event.id));
      return rows.map((row) => ({ ...row, draft: draftFromJson(row.draft) }));
    },

    /** It lives on as somebody else's: we neither keep it true nor take it out. */
    async letGo({ id, now }: { id: string; now: Temporal.Instant }): Promise<void> {
      await tx
        .update(event)
        .set({
          step: 'cancelled',
          desiredStep: 'cancelled',
          appliedVersion: sql`${event.desiredVersion}`,
          leaseNumber: sql`${event.leaseNumber} + 1`,
          cancelledAt: now,
          updatedAt: now,
        })
        .where(and(eq(event.id, id), eq(event.desiredStep, 'invited')));
    },

    /** How many conversations with a date still to come stand in each connection's calendar. */
    async upcomingByConnection(now: Temporal.Instant): Promise<ReadonlyMap<string, number>> {
      const rows = await tx
        .select({ connectionId: event.connectionId, events: count() })
        .from(event)
        .innerJoin(conversation, eq(conversation.id, event.conversationId))
        .where(
          and(
            eq(event.step, 'invited'),
            eq(event.desiredStep, 'invited'),
            eq(conversation.state, 'booked'),
            gt(event.endsAt, now),
          ),
        )
        .groupBy(event.connectionId);
      return new Map(rows.map(({ connectionId, events }) => [connectionId, events]));
    },

    /** False when somebody has taken a step with it since, or wants another: what was seen may be out of date. */
    async amend({
      seen,
      changes,
      now,
    }: {
      seen: SeenEvent;
      changes: Amendment;
      now: Temporal.Instant;
    }): Promise<boolean> {
      const { draft, ...rest } = changes;
      const rows = await tx
        .update(event)
        .set({ ...rest, ...(draft ? { draft: draftToJson(draft) } : {}), updatedAt: now })
        .where(
          and(
            eq(event.id, seen.id),
            eq(event.leaseNumber, seen.leaseNumber),
            eq(event.desiredVersion, seen.desiredVersion),
            eq(event.agendaVersion, seen.agendaVersion),
          ),
        )
        .returning({ id: event.id });
      return rows.length > 0;
    },
  };
}
