import { and, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Transaction } from './database.ts';
import { connection, pushChannel } from './schema/tables.ts';

/** As closely as anybody asks when a channel was last heard. */
const heardTo = { seconds: 60 } as const;

/** What providers announced and no reading has taken up yet. */
export function pushHintStore(tx: Transaction) {
  return {
    /**
     * Something was announced: the calendar is due now. While a hint waits, another writes nothing. A calendar that
     * could not be read keeps its time, so that no push undercuts what a provider wished. Answers whether there is
     * something to wake for.
     */
    async note({ connectionId, now }: { connectionId: string; now: Temporal.Instant }): Promise<boolean> {
      const rows = await tx
        .update(connection)
        .set({
          pushHints: sql`${connection.pushHints} + 1`,
          nextSyncAt: sql`CASE WHEN ${connection.failures} = 0 THEN least(${connection.nextSyncAt}, ${now.toString()}::timestamptz) ELSE ${connection.nextSyncAt} END`,
        })
        .where(
          and(
            eq(connection.id, connectionId),
            eq(connection.status, 'active'),
            or(eq(connection.pushHints, 0), isNotNull(connection.syncLeasedUntil)),
          ),
        )
        .returning({ failures: connection.failures });
      return rows.some(({ failures }) => failures === 0);
    },

    async heard({ channelId, now }: { channelId: string; now: Temporal.Instant }): Promise<void> {
      const isNews = or(isNull(pushChannel.heardAt), lte(pushChannel.heardAt, now.subtract(heardTo)));
      await tx
        .update(pushChannel)
        .set({ heardAt: now })
        .where(and(eq(pushChannel.id, channelId), isNews));
    },

    /** The provider wants the channel renewed. */
    async wantRenewal({
      channelId,
      connectionId,
      now,
    }: {
      channelId: string;
      connectionId: string;
      now: Temporal.Instant;
    }): Promise<void> {
      await tx
        .update(pushChannel)
        .set({ renewAt: now })
        .where(and(eq(pushChannel.id, channelId), isNotNull(pushChannel.renewAt)));
      await tx.update(connection).set({ nextPushAt: now }).where(eq(connection.id, connectionId));
    },

    /** The channel has ended at the provider. */
    async removed({
      channelId,
      connectionId,
      now,
    }: {
      channelId: string;
      connectionId: string;
      now: Temporal.Instant;
    }): Promise<void> {
      await tx.delete(pushChannel).where(eq(pushChannel.id, channelId));
      await tx.update(connection).set({ nextPushAt: now }).where(eq(connection.id, connectionId));
    },

    /**
     * A reading took up what it had found noted when it began; what came meanwhile makes the calendar due again.
     *
     * `unannounced`: it found changes although nothing was noted.
     */
    async takenUp({
      connectionId,
      hints,
      unannounced,
      now,
    }: {
      connectionId: string;
      hints: number;
      unannounced: boolean;
      now: Temporal.Instant;
    }): Promise<void> {
      await tx
        .update(connection)
        .set({
          pushHints: sql`greatest(${connection.pushHints} - ${hints}, 0)`,
          pushMissed: unannounced ? sql`${connection.pushMissed} + 1` : hints > 0 ? 0 : sql`${connection.pushMissed}`,
          nextPushAt: unannounced ? now : sql`${connection.nextPushAt}`,
          nextSyncAt: sql`CASE WHEN ${connection.pushHints} > ${hints} THEN ${now.toString()}::timestamptz ELSE ${connection.nextSyncAt} END`,
        })
        .where(eq(connection.id, connectionId));
    },
  };
}
