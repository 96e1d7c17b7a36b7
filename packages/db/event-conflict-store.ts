import { and, asc, eq, getTableColumns, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Conflict } from '@throughline/domain/conversation/conflict.ts';
import type { Side } from '@throughline/domain/conversation/outcome.ts';
import type { Transaction } from './database.ts';
import { eventColumns, eventFromRow, type StoredEvent } from './event-store.ts';
import { conversation, event, eventConflict } from './schema/tables.ts';

const { organizationId: _tenant, ...columns } = getTableColumns(eventConflict);

export type StoredConflict = Omit<typeof eventConflict.$inferSelect, 'organizationId'>;

/** An event both have a date by, and on whose side somebody's calendar shows it. */
export type SidedEvent = { readonly event: StoredEvent; readonly side: Side };

/** What stands over events in the calendars of the two. */
export function eventConflictStore(tx: Transaction) {
  return {
    /** Booked events still to come that a person has a part in. */
    async upcomingOf({ personId, now }: { personId: string; now: Temporal.Instant }): Promise<readonly SidedEvent[]> {
      const rows = await tx
        .select({ ...eventColumns, reportId: conversation.reportId })
        .from(event)
        .innerJoin(conversation, eq(conversation.id, event.conversationId))
        .where(
          and(
            sql`${personId} IN (${conversation.reportId}, ${conversation.managerId})`,
            eq(conversation.state, 'booked'),
            eq(event.step, 'invited'),
            eq(event.desiredStep, 'invited'),
            gt(event.startsAt, now),
          ),
        )
        .orderBy(asc(event.id));
      return rows.map(({ reportId, ...row }) => ({
        event: eventFromRow(row),
        side: reportId === personId ? 'report' : 'manager',
      }));
    },

    /** What stands over the event at its place, or that nothing does any more. Answers whether that is news. */
    async note({
      event: { id: eventId, startsAt: stoodAt },
      side,
      conflict,
      now,
    }: {
      event: Pick<StoredEvent, 'id' | 'startsAt'>;
      side: Side;
      conflict: Conflict | null;
      now: Temporal.Instant;
    }): Promise<boolean> {
      if (conflict === null) {
        const settled = await tx
          .update(eventConflict)
          .set({ settledAt: now })
          .where(and(eq(eventConflict.eventId, eventId), eq(eventConflict.side, side), isNull(eventConflict.settledAt)))
          .returning({ id: eventConflict.id });
        return settled.length > 0;
      }
      const { kind, start: startsAt, end: endsAt } = conflict;
      const found = { kind, startsAt, endsAt, seenAt: now, settledAt: null };
      const noted = await tx
        .insert(eventConflict)
        .values({ eventId, side, stoodAt, ...found })
        .onConflictDoUpdate({
          target: [eventConflict.organizationId, eventConflict.eventId, eventConflict.side, eventConflict.stoodAt],
          set: found,
          setWhere: sql`${eventConflict.settledAt} IS NOT NULL OR (${eventConflict.kind}, ${eventConflict.startsAt}, ${eventConflict.endsAt}) IS DISTINCT FROM (${kind}, ${startsAt.toString()}::timestamptz, ${endsAt.toString()}::timestamptz)`,
        })
        .returning({ id: eventConflict.id });
      return noted.length > 0;
    },

    /** Those that still stand over these events where they are now. */
    async openOf(eventIds: readonly string[]): Promise<readonly StoredConflict[]> {
      if (eventIds.length === 0) return [];
      return tx
        .select(columns)
        .from(eventConflict)
        .innerJoin(event, and(eq(event.id, eventConflict.eventId), eq(event.startsAt, eventConflict.stoodAt)))
        .where(and(inArray(eventConflict.eventId, [...eventIds]), isNull(eventConflict.settledAt)))
        .orderBy(asc(eventConflict.id));
    },

    /** Booked events still to come that something stands in the way of. */
    async troubled({ now }: { now: Temporal.Instant }): Promise<readonly StoredEvent[]> {
      const rows = await tx
        .select(eventColumns)
        .from(event)
        .innerJoin(conversation, eq(conversation.id, event.conversationId))
        .where(
          and(
            eq(conversation.state, 'booked'),
            eq(event.step, 'invited'),
            eq(event.desiredStep, 'invited'),
            gt(event.startsAt, now),
            sql`(cardinality(${event.asked}) > 0 OR EXISTS (SELECT FROM ${eventConflict}
              WHERE ${eventConflict.eventId} = ${event.id} AND ${eventConflict.stoodAt} = ${event.startsAt}
                AND ${isNull(eventConflict.settledAt)}))`,
          ),
        )
        .orderBy(asc(event.id));
      return rows.map(eventFromRow);
    },
  };
}
