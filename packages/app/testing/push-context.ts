import { startPushReceiver } from '@throughline/calendars/testing/push-receiver.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { pushChannelStore } from '@throughline/db/push-channel-store.ts';
import { afterAll } from 'vitest';
import { keepPushChannels } from '../keep-push-channels.ts';
import type { ProviderName } from '../ports/calendar.ts';
import { takePush } from '../take-push.ts';
import { bookingContext } from './booking-context.ts';

/**
 * A booking context whose provider can announce changes: `receiver` is where, and answers as the API does. What is
 * announced is taken unless `hears` says no. Call it at the top of a file.
 */
export async function pushContext({ provider }: { provider: ProviderName }) {
  const booking = await bookingContext({ provider });
  const hearing = { answers: true, takes: true };
  const receiver = await startPushReceiver({
    push: booking.world.provider.push,
    isReachable: () => hearing.answers,
    take: async (messages) => {
      if (hearing.takes) await takePush(booking, { messages });
    },
  });
  afterAll(() => receiver.close());
  const context = { ...booking, publicUrl: receiver.url };
  const { db, clock, world } = context;

  return {
    context,
    receiver,
    hearing,
    keep: (organizationId: string) => keepPushChannels(context, { organizationId }),
    /** Both clocks go on alike. */
    async pass(duration: Temporal.DurationLike): Promise<void> {
      await world.control('POST', 'clock', { advance: Temporal.Duration.from(duration).toString() });
      clock.set(await world.now());
    },
    channels: (organizationId: string, connectionId: string) =>
      db.inOrganization(organizationId, (tx) => pushChannelStore(tx).ofConnection(connectionId)),
    async isDue(organizationId: string, connectionId: string): Promise<boolean> {
      const due = await db.inOrganization(organizationId, (tx) =>
        connectionStore(tx).dueForSync({ now: clock.now(), wall: clock.wall(), limit: 1_000 }),
      );
      return due.includes(connectionId);
    },
  };
}
