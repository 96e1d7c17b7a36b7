import { and, eq, inArray, ne, or, sql } from 'drizzle-orm';
import type { HealthFact } from '@throughline/domain/connection/connection-health.ts';
import { openStates } from '@throughline/domain/conversation/conversation.ts';
import type { Transaction } from './database.ts';
import { connection, conversation, person, pushChannel } from './schema/tables.ts';

/** How the calendars of an organisation stand, without whose they are. */
export function connectionHealthStore(tx: Transaction) {
  return {
    /** Of everybody who is still there and has a calendar connected, or holds a conversation that is open. */
    async facts({ now }: { now: Temporal.Instant }): Promise<readonly HealthFact[]> {
      const holds = sql<boolean>`EXISTS (SELECT FROM ${conversation} WHERE ${conversation.managerId} = ${person.id}
        AND ${inArray(conversation.state, [...openStates])})`;
      const isAnnounced = sql<boolean>`EXISTS (SELECT FROM ${pushChannel} WHERE ${pushChannel.connectionId} = ${connection.id}
        AND ${pushChannel.state} = 'open' AND ${pushChannel.expiresAt} > ${now.toString()}::timestamptz)`;
      return tx
        .select({
          holds,
          isAnnounced,
          connection: {
            status: connection.status,
            purpose: connection.purpose,
            brokenBecause: connection.brokenBecause,
            brokenAt: connection.brokenAt,
            disconnectedAt: connection.disconnectedAt,
            connectedAt: connection.connectedAt,
            syncedAt: connection.syncedAt,
          },
        })
        .from(person)
        .leftJoin(connection, and(eq(connection.personId, person.id), ne(connection.status, 'disconnected')))
        .where(and(eq(person.status, 'active'), or(sql`${connection.id} IS NOT NULL`, holds)));
    },
  };
}
