import { aliasedTable, and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Conversation, WaitingReason } from '@throughline/domain/conversation/conversation.ts';
import type { Transaction } from './database.ts';
import type { StoredEvent } from './event-store.ts';
import { connection, conversation, event } from './schema/tables.ts';

/** An event still to come of a conversation that somebody else has taken over, however often it passed on since. */
export type LeftBehindEvent = {
  readonly eventId: string;
  readonly conversationId: string;
  readonly reportId: string;
  /** In whose calendar it stands. */
  readonly organizerId: string;
  readonly step: StoredEvent['step'];
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  /** The report's open conversation; null where there is none. */
  readonly successor: (Pick<Conversation, 'state' | 'waitingFor'> & { readonly id: string }) | null;
};

type Row = Omit<LeftBehindEvent, 'successor'> & {
  readonly successor: Pick<NonNullable<LeftBehindEvent['successor']>, 'id' | 'state'> | null;
  readonly waitingFor: WaitingReason | null;
};

/** What former managers' calendars still hold: it stays until the new invitation is out. */
export function leftBehindStore(tx: Transaction) {
  return {
    /** Of everybody, or of some reports. */
    async all({
      now,
      reportIds,
    }: {
      now: Temporal.Instant;
      reportIds?: readonly string[];
    }): Promise<readonly LeftBehindEvent[]> {
      if (reportIds?.length === 0) return [];
      const successor = aliasedTable(conversation, 'successor');
      const rows: readonly Row[] = await tx
        .select({
          eventId: event.id,
          conversationId: event.conversationId,
          reportId: conversation.reportId,
          organizerId: connection.personId,
          step: event.step,
          start: event.startsAt,
          end: event.endsAt,
          successor: { id: successor.id, state: successor.state },
          waitingFor: sql<WaitingReason | null>`${successor.waitingFor}`,
        })
        .from(event)
        .innerJoin(connection, eq(connection.id, event.connectionId))
        .innerJoin(conversation, and(eq(conversation.id, event.conversationId), eq(conversation.state, 'superseded')))
        .leftJoin(
          successor,
          and(
            eq(successor.reportId, conversation.reportId),
            inArray(successor.state, ['due', 'booked', 'awaiting_confirmation']),
          ),
        )
        .where(
          and(
            eq(event.desiredStep, 'invited'),
            gt(event.endsAt, now),
            reportIds === undefined ? undefined : inArray(conversation.reportId, [...reportIds]),
          ),
        );
      return rows.map(({ successor: found, waitingFor, ...rest }) => ({
        ...rest,
        successor: found && { ...found, waitingFor },
      }));
    },
  };
}
