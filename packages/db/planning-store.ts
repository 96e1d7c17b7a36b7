import { aliasedTable, and, asc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import { openStates, type WaitingReason } from '@throughline/domain/conversation/conversation.ts';
import type { BookedConversation } from '@throughline/domain/scheduling/planning-input.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import type { Transaction } from './database.ts';
import { connection, conversation, event, person } from './schema/tables.ts';

/** A calendar Throughline can read or write just now. */
export type ActiveConnection = {
  readonly id: string;
  readonly personId: string;
  readonly provider: 'google' | 'microsoft';
  readonly purpose: 'organize' | 'availability';
  readonly accountEmail: string;
  readonly planHeldUntil: Temporal.Instant | null;
};

/** A conversation with a date, sent or only planned, as its two people's planning has to respect it. */
export type DatedConversation = BookedConversation & { readonly personId: string; readonly eventId: string };

export function planningStore(tx: Transaction) {
  return {
    /** Of everyone, or those of some people and with some ids; a person has one at most. */
    async activeConnections(some?: {
      readonly personIds: readonly string[];
      readonly ids: readonly string[];
    }): Promise<readonly ActiveConnection[]> {
      const among =
        some &&
        sql`${connection.personId} = ANY(${sql.param(some.personIds)}) OR ${connection.id} = ANY(${sql.param(some.ids)})`;
      return tx
        .select({
          id: connection.id,
          personId: connection.personId,
          provider: connection.provider,
          purpose: connection.purpose,
          accountEmail: connection.accountEmail,
          planHeldUntil: connection.planHeldUntil,
        })
        .from(connection)
        .where(and(eq(connection.status, 'active'), among && sql`(${among})`));
    },

    /**
     * Due conversations that wait for one of these reasons and are due another look: none was taken, its time has come
     * again, or either person or calendar changed since. Some may have an event by now.
     */
    async lookingForSlot({
      reasons,
      now,
    }: {
      reasons: readonly WaitingReason[];
      now: Temporal.Instant;
    }): Promise<readonly { readonly conversationId: string; readonly managerId: string; readonly reportId: string }[]> {
      const manager = aliasedTable(person, 'manager');
      const report = aliasedTable(person, 'report');
      const organizer = aliasedTable(connection, 'organizer');
      const availability = aliasedTable(connection, 'availability');
      return tx
        .select({ conversationId: conversation.id, managerId: manager.id, reportId: conversation.reportId })
        .from(conversation)
        .innerJoin(manager, eq(manager.id, conversation.managerId))
        .innerJoin(report, eq(report.id, conversation.reportId))
        .innerJoin(
          organizer,
          and(
            eq(organizer.personId, conversation.managerId),
            eq(organizer.status, 'active'),
            eq(organizer.purpose, 'organize'),
          ),
        )
        .leftJoin(
          availability,
          and(eq(availability.personId, conversation.reportId), eq(availability.status, 'active')),
        )
        .where(
          and(
            eq(conversation.state, 'due'),
            inArray(conversation.waitingFor, [...reasons]),
            or(
              isNull(conversation.planAgainAt),
              lte(conversation.planAgainAt, now),
              gt(
                sql`greatest(${manager.updatedAt}, ${report.updatedAt}, ${organizer.connectedAt}, ${availability.connectedAt})`,
                conversation.planTriedAt,
              ),
            ),
          ),
        )
        .orderBy(asc(conversation.dueOn), asc(conversation.id));
    },

    /** Those of these conversations that are to have an event already, planned or standing. */
    async havingEvent(conversationIds: readonly string[]): Promise<ReadonlySet<string>> {
      if (conversationIds.length === 0) return new Set();
      const rows = await tx
        .select({ conversationId: event.conversationId })
        .from(event)
        .where(and(inArray(event.conversationId, [...conversationIds]), eq(event.desiredStep, 'invited')));
      return new Set(rows.map((row) => row.conversationId));
    },

    /** What each of these people has a date for, from `from` on, as manager and as report. */
    async datesOf({
      personIds,
      from,
    }: {
      personIds: readonly string[];
      from: Temporal.Instant;
    }): Promise<readonly DatedConversation[]> {
      if (personIds.length === 0) return [];
      const people = sql.param(personIds);
      const rows = await tx
        .select({
          eventId: event.id,
          managerId: conversation.managerId,
          reportId: conversation.reportId,
          start: event.startsAt,
          end: event.endsAt,
        })
        .from(event)
        .innerJoin(conversation, eq(conversation.id, event.conversationId))
        .where(
          and(
            eq(event.desiredStep, 'invited'),
            gt(event.endsAt, from),
            or(sql`${conversation.managerId} = ANY(${people})`, sql`${conversation.reportId} = ANY(${people})`),
          ),
        );
      return rows.flatMap(({ eventId, managerId, reportId, start, end }) => [
        { eventId, personId: reportId, role: 'report' as const, slot: { start, end } },
        ...(managerId ? [{ eventId, personId: managerId, role: 'manager' as const, slot: { start, end } }] : []),
      ]);
    },

    /** How many events each of these conversations has had: the next one's generation follows. */
    async generations(conversationIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
      if (conversationIds.length === 0) return new Map();
      const rows = await tx
        .select({ conversationId: event.conversationId, last: sql<number>`max(${event.generation})`.mapWith(Number) })
        .from(event)
        .where(inArray(event.conversationId, [...conversationIds]))
        .groupBy(event.conversationId);
      return new Map(rows.map(({ conversationId, last }) => [conversationId, last]));
    },

    /** When the events were that each of these conversations had and lost. */
    async lostDates(conversationIds: readonly string[]): Promise<ReadonlyMap<string, readonly Interval[]>> {
      if (conversationIds.length === 0) return new Map();
      const rows = await tx
        .select({ conversationId: event.conversationId, start: event.startsAt, end: event.endsAt })
        .from(event)
        .where(and(inArray(event.conversationId, [...conversationIds]), eq(event.desiredStep, 'cancelled')));
      const lost = Map.groupBy(rows, ({ conversationId }) => conversationId);
      return new Map([...lost].map(([id, dates]) => [id, dates.map(({ start, end }) => ({ start, end }))]));
    },

    /** When each of these reports had their decided conversations with the manager of the one that is open. */
    async earlierOf(reportIds: readonly string[]): Promise<ReadonlyMap<string, readonly Interval[]>> {
      if (reportIds.length === 0) return new Map();
      const open = aliasedTable(conversation, 'open');
      const rows = await tx
        .select({ reportId: conversation.reportId, start: conversation.startsAt, end: conversation.endsAt })
        .from(conversation)
        .innerJoin(open, and(eq(open.reportId, conversation.reportId), eq(open.managerId, conversation.managerId)))
        .where(
          and(
            inArray(conversation.reportId, [...reportIds]),
            inArray(conversation.state, ['held', 'unconfirmed']),
            inArray(open.state, [...openStates]),
          ),
        );
      const byReport = Map.groupBy(rows, ({ reportId }) => reportId);
      return new Map(
        [...byReport].map(([reportId, dates]) => [
          reportId,
          dates.flatMap(({ start, end }) => (start && end ? [{ start, end }] : [])),
        ]),
      );
    },

    /** Whether this manager ever had an event through any connection. */
    async anyOfManagers(managerIds: readonly string[]): Promise<ReadonlySet<string>> {
      if (managerIds.length === 0) return new Set();
      const rows = await tx
        .selectDistinct({ personId: connection.personId })
        .from(event)
        .innerJoin(connection, eq(connection.id, event.connectionId))
        .where(inArray(connection.personId, [...managerIds]));
      return new Set(rows.map((row) => row.personId));
    },

    async holdPlan({ connectionId, until }: { connectionId: string; until: Temporal.Instant }): Promise<void> {
      await tx.update(connection).set({ planHeldUntil: until }).where(eq(connection.id, connectionId));
    },

    /** First plans whose time has come are plans like any other from now on. */
    async endHolds({ now }: { now: Temporal.Instant }): Promise<void> {
      await tx.update(connection).set({ planHeldUntil: null }).where(lte(connection.planHeldUntil, now));
    },
  };
}
