import { and, eq, gt, inArray, isNotNull, ne } from 'drizzle-orm';
import type { HealthFact } from '@throughline/domain/connection/connection-health.ts';
import { openStates } from '@throughline/domain/conversation/conversation.ts';
import type { Transaction } from './database.ts';
import { connection, conversation, person, pushChannel } from './schema/tables.ts';

/** How the calendars of an organisation stand, without whose they are. */
export function connectionHealthStore(tx: Transaction) {
  const isHere = eq(person.status, 'active');

  return {
    /** Of everybody who is still there and has a calendar connected, or holds a conversation that is open. */
    async facts({ now }: { now: Temporal.Instant }): Promise<readonly HealthFact[]> {
      const connected = await tx
        .select({
          id: connection.id,
          personId: connection.personId,
          status: connection.status,
          purpose: connection.purpose,
          brokenBecause: connection.brokenBecause,
          brokenAt: connection.brokenAt,
          disconnectedAt: connection.disconnectedAt,
          connectedAt: connection.connectedAt,
          syncedAt: connection.syncedAt,
        })
        .from(connection)
        .innerJoin(person, eq(person.id, connection.personId))
        .where(and(isHere, ne(connection.status, 'disconnected')));
      const holding = await tx
        .selectDistinct({ personId: person.id })
        .from(conversation)
        .innerJoin(person, eq(person.id, conversation.managerId))
        .where(and(isHere, isNotNull(conversation.managerId), inArray(conversation.state, [...openStates])));
      const announced = await tx
        .select({ connectionId: pushChannel.connectionId })
        .from(pushChannel)
        .where(and(eq(pushChannel.state, 'open'), gt(pushChannel.expiresAt, now)));
      const holders = new Set(holding.map(({ personId }) => personId));
      const channels = new Set(announced.map(({ connectionId }) => connectionId));
      const withOne = new Set(connected.map(({ personId }) => personId));
      return [
        ...connected.map(({ id, personId, ...condition }) => ({
          connection: condition,
          holds: holders.has(personId),
          isAnnounced: channels.has(id),
        })),
        ...[...holders]
          .filter((personId) => !withOne.has(personId))
          .map(() => ({ connection: null, holds: true, isAnnounced: false })),
      ];
    },
  };
}
