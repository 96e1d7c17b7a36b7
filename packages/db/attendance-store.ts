import { aliasedTable, and, eq, gt, gte, inArray, isNotNull, isNull, lte, ne, notExists, sql } from 'drizzle-orm';
import type { SealedTokens } from './connection-store.ts';
import type { Transaction } from './database.ts';
import { connection, conversation, event, evidence } from './schema/tables.ts';

/** A conversation that is over, whose call may be asked about: both people's accounts are known at its provider. */
export type CallToLookAt = {
  readonly conversationId: string;
  readonly policyId: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly eventId: string;
  readonly lookedAt: Temporal.Instant | null;
  readonly conferenceUrl: string;
  readonly connectionId: string;
  readonly provider: (typeof connection.$inferSelect)['provider'];
  readonly scopes: readonly string[];
  readonly manager: { readonly subject: string; readonly email: string };
  readonly report: { readonly subject: string; readonly email: string };
};

/** Who agreed that attendance is read, and what there is to be read. */
export function attendanceStore(tx: Transaction) {
  return {
    /**
     * Calls of conversations that ended after `since` and have no outcome yet, or the one outcome that attendance can
     * still change. Not those it is known of at the end
     * that stands, nor events that are no conversation of their own: there it proves nothing.
     */
    async toLookAt({
      now,
      since,
    }: {
      now: Temporal.Instant;
      since: Temporal.Instant;
    }): Promise<readonly CallToLookAt[]> {
      const own = connection;
      const reports = aliasedTable(connection, 'reports');
      const known = tx
        .select({ one: sql`1` })
        .from(evidence)
        .where(
          and(
            eq(evidence.conversationId, conversation.id),
            eq(evidence.kind, 'floor_reached'),
            gte(evidence.at, conversation.endsAt),
          ),
        );
      const rows = await tx
        .select({
          conversationId: conversation.id,
          policyId: conversation.policyId,
          startsAt: conversation.startsAt,
          endsAt: conversation.endsAt,
          eventId: event.id,
          lookedAt: event.attendanceLookedAt,
          conferenceUrl: event.conferenceUrl,
          connectionId: own.id,
          provider: own.provider,
          scopes: own.scopes,
          managerSubject: own.accountSubject,
          managerEmail: own.accountEmail,
          reportSubject: reports.accountSubject,
          reportEmail: reports.accountEmail,
        })
        .from(conversation)
        .innerJoin(event, and(eq(event.conversationId, conversation.id), eq(event.desiredStep, 'invited')))
        .innerJoin(own, and(eq(own.id, event.connectionId), eq(own.personId, conversation.managerId)))
        .innerJoin(
          reports,
          and(
            eq(reports.personId, conversation.reportId),
            eq(reports.provider, own.provider),
            ne(reports.status, 'disconnected'),
          ),
        )
        .where(
          and(
            inArray(conversation.state, ['awaiting_confirmation', 'unconfirmed']),
            gt(conversation.endsAt, since),
            lte(conversation.endsAt, now),
            eq(event.step, 'invited'),
            isNotNull(event.conferenceUrl),
            eq(sql`cardinality(${event.asked})`, 0),
            eq(own.status, 'active'),
            isNotNull(own.attendanceAgreedAt),
            notExists(known),
          ),
        );
      return rows.flatMap(
        ({ startsAt, endsAt, conferenceUrl, managerSubject, managerEmail, reportSubject, reportEmail, ...rest }) =>
          startsAt === null || endsAt === null || conferenceUrl === null
            ? []
            : {
                ...rest,
                startsAt,
                endsAt,
                conferenceUrl,
                manager: { subject: managerSubject, email: managerEmail },
                report: { subject: reportSubject, email: reportEmail },
              },
      );
    },

    /** Takes a look for oneself; false when somebody else took it since `seen`. */
    async claimLook({
      eventId,
      seen,
      now,
    }: {
      eventId: string;
      seen: Temporal.Instant | null;
      now: Temporal.Instant;
    }): Promise<boolean> {
      const asSeen = seen === null ? isNull(event.attendanceLookedAt) : eq(event.attendanceLookedAt, seen);
      const rows = await tx
        .update(event)
        .set({ attendanceLookedAt: now })
        .where(and(eq(event.id, eventId), asSeen))
        .returning({ id: event.id });
      return rows.length > 0;
    },

    /**
     * The person agreed, and these tokens carry it: whoever refreshes the former ones meanwhile finds them replaced.
     * False when that account is not connected any more.
     */
    async agree({
      connectionId,
      subject,
      tokens,
      now,
    }: {
      connectionId: string;
      subject: string;
      tokens: SealedTokens;
      now: Temporal.Instant;
    }): Promise<boolean> {
      const rows = await tx
        .update(connection)
        .set({
          ...tokens,
          scopes: [...tokens.scopes],
          attendanceAgreedAt: now,
          refreshLeasedUntil: null,
          refreshNumber: sql`${connection.refreshNumber} + 1`,
        })
        .where(
          and(eq(connection.id, connectionId), eq(connection.status, 'active'), eq(connection.accountSubject, subject)),
        )
        .returning({ id: connection.id });
      return rows.length > 0;
    },

    /** False when the person had not agreed. */
    async withdraw(connectionId: string): Promise<boolean> {
      const rows = await tx
        .update(connection)
        .set({ attendanceAgreedAt: null })
        .where(and(eq(connection.id, connectionId), isNotNull(connection.attendanceAgreedAt)))
        .returning({ id: connection.id });
      return rows.length > 0;
    },

    /** Everybody would have to be asked anew. Answers how many had agreed. */
    async withdrawAll(): Promise<number> {
      const rows = await tx
        .update(connection)
        .set({ attendanceAgreedAt: null })
        .where(isNotNull(connection.attendanceAgreedAt))
        .returning({ id: connection.id });
      return rows.length;
    },

    /** The provider says these are not granted any more; a refresh that brings them says otherwise. */
    async dropScopes({ connectionId, scopes }: { connectionId: string; scopes: readonly string[] }): Promise<void> {
      const left = sql`ARRAY(SELECT one FROM unnest(${connection.scopes}) AS one WHERE one <> ALL (${sql.param([...scopes])}::text[]))`;
      await tx.update(connection).set({ scopes: left }).where(eq(connection.id, connectionId));
    },
  };
}
