import { and, asc, eq, exists, inArray, isNull, lte, ne, or, sql } from 'drizzle-orm';
import type { PushChannel } from '@throughline/domain/push/push-step.ts';
import type { Transaction } from './database.ts';
import { connection, pushChannel } from './schema/tables.ts';

export type StoredChannel = typeof pushChannel.$inferSelect;

export type PushLease = { readonly connectionId: string; readonly pushNumber: number };

export type Opened = {
  readonly providerChannelId: string;
  readonly providerResourceId: string | null;
  readonly openedAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly renewAt: Temporal.Instant;
};

/** A connection's push is to be looked at anew, whoever is at it. */
export const pushAnew = {
  nextPushAt: null,
  pushLeasedUntil: null,
  pushNumber: sql`${connection.pushNumber} + 1`,
  pushFailures: 0,
  pushError: null,
  pushMissed: 0,
} as const;

/** Push channels, and whose turn it is to look after a connection's. `wall` is the machine's time, for leases alone. */
export function pushChannelStore(tx: Transaction) {
  const holds = ({ connectionId, pushNumber }: PushLease) =>
    and(eq(connection.id, connectionId), eq(connection.pushNumber, pushNumber));
  const isFree = (wall: Temporal.Instant) =>
    or(isNull(connection.pushLeasedUntil), lte(connection.pushLeasedUntil, wall));
  const hasChannels = exists(tx.select().from(pushChannel).where(eq(pushChannel.connectionId, connection.id)));

  return {
    /** Active connections whose push is to be looked after, the longest waiting first; `leftOnly`: those that have any. */
    async due({
      now,
      wall,
      leftOnly,
      limit,
    }: {
      now: Temporal.Instant;
      wall: Temporal.Instant;
      leftOnly: boolean;
      limit: number;
    }): Promise<readonly string[]> {
      const rows = await tx
        .select({ id: connection.id })
        .from(connection)
        .where(
          and(
            eq(connection.status, 'active'),
            isFree(wall),
            leftOnly ? hasChannels : or(isNull(connection.nextPushAt), lte(connection.nextPushAt, now)),
          ),
        )
        .orderBy(sql`${connection.nextPushAt} NULLS FIRST`, asc(connection.id))
        .limit(limit);
      return rows.map(({ id }) => id);
    },

    /** Null while somebody else is at it, or when the connection is not active. */
    async lease({
      connectionId,
      wall,
      until,
    }: {
      connectionId: string;
      wall: Temporal.Instant;
      until: Temporal.Instant;
    }): Promise<typeof connection.$inferSelect | null> {
      const [row] = await tx
        .update(connection)
        .set({ pushLeasedUntil: until, pushNumber: sql`${connection.pushNumber} + 1` })
        .where(and(eq(connection.id, connectionId), eq(connection.status, 'active'), isFree(wall)))
        .returning();
      return row ?? null;
    },

    /** Ends a turn. Without effect when the lease was lost. `error` null: nothing failed. */
    async finish({
      lease,
      nextPushAt,
      error,
    }: {
      lease: PushLease;
      nextPushAt: Temporal.Instant | null;
      error: string | null;
    }): Promise<void> {
      await tx
        .update(connection)
        .set({
          pushLeasedUntil: null,
          nextPushAt,
          pushError: error,
          pushFailures: error === null ? 0 : sql`${connection.pushFailures} + 1`,
        })
        .where(holds(lease));
    },

    ofConnection: (connectionId: string): Promise<readonly StoredChannel[]> =>
      tx.select().from(pushChannel).where(eq(pushChannel.connectionId, connectionId)).orderBy(asc(pushChannel.id)),

    /** With the state of its connection; null when there is no such channel. */
    async byId(id: string): Promise<{ channel: StoredChannel; isActive: boolean } | null> {
      const [row] = await tx
        .select({ channel: pushChannel, status: connection.status })
        .from(pushChannel)
        .innerJoin(connection, eq(connection.id, pushChannel.connectionId))
        .where(eq(pushChannel.id, id));
      return row === undefined ? null : { channel: row.channel, isActive: row.status === 'active' };
    },

    /** When the open channel was opened or last announced anything; null when there is none. */
    async lastSignAt(connectionId: string): Promise<Temporal.Instant | null> {
      const [row] = await tx
        .select({ openedAt: pushChannel.openedAt, heardAt: pushChannel.heardAt })
        .from(pushChannel)
        .where(and(eq(pushChannel.connectionId, connectionId), eq(pushChannel.state, 'open')));
      return row?.heardAt ?? row?.openedAt ?? null;
    },

    /** Before the provider is asked. */
    async begin(row: {
      id: string;
      connectionId: string;
      tokenHash: Buffer;
      askedAt: Temporal.Instant;
    }): Promise<void> {
      await tx.insert(pushChannel).values({ ...row, state: 'opening' });
    },

    /**
     * The new one is open, and the one it replaces closes at `closeAt`. False when the lease was lost: nothing is
     * written, and the opening counts as unanswered.
     */
    async open({
      lease,
      channelId,
      opened,
      closeAt,
    }: {
      lease: PushLease;
      channelId: string;
      opened: Opened;
      closeAt: Temporal.Instant;
    }): Promise<boolean> {
      const held = await tx.update(connection).set({ pushMissed: 0 }).where(holds(lease)).returning();
      if (held.length === 0) return false;
      await tx
        .update(pushChannel)
        .set({ state: 'closing', closeAt })
        .where(and(eq(pushChannel.connectionId, lease.connectionId), eq(pushChannel.state, 'open')));
      await tx
        .update(pushChannel)
        .set({ state: 'open', ...opened })
        .where(eq(pushChannel.id, channelId));
      return true;
    },

    async renew({
      channelId,
      ...times
    }: {
      channelId: string;
      expiresAt: Temporal.Instant;
      renewAt: Temporal.Instant;
    }): Promise<void> {
      await tx.update(pushChannel).set(times).where(eq(pushChannel.id, channelId));
    },

    async forget(ids: readonly string[]): Promise<void> {
      if (ids.length === 0) return;
      await tx.delete(pushChannel).where(inArray(pushChannel.id, [...ids]));
    },

    /** Of connections that no longer are: what is left of them at the provider has ended by now. */
    async forgetEnded({ now, askedBefore }: { now: Temporal.Instant; askedBefore: Temporal.Instant }): Promise<void> {
      const inactive = tx.select({ id: connection.id }).from(connection).where(ne(connection.status, 'active'));
      await tx
        .delete(pushChannel)
        .where(
          and(
            inArray(pushChannel.connectionId, inactive),
            or(
              lte(pushChannel.expiresAt, now),
              and(isNull(pushChannel.expiresAt), lte(pushChannel.askedAt, askedBefore)),
            ),
          ),
        );
    },
  };
}

export function channelFromRow(row: StoredChannel): PushChannel {
  const { id, state, askedAt, openedAt, expiresAt, renewAt, closeAt, heardAt } = row;
  if (state === 'opening') return { id, state, askedAt };
  if (openedAt === null || expiresAt === null || renewAt === null) throw new Error(`Channel ${id} has no times.`);
  return { id, state, openedAt, expiresAt, renewAt, closeAt, heardAt };
}
