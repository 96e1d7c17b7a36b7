import { startPushReceiver } from '@throughline/calendars/testing/push-receiver.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { pushChannelStore } from '@throughline/db/push-channel-store.ts';
import { afterAll } from 'vitest';
import { keepPushChannels } from '../keep-push-channels.ts';
import type { ProviderName } from '../ports/calendar.ts';
import { takePush } from '../take-push.ts';
import { syncConnection } from '../sync-connection.ts';
import { aBooking } from './a-booking.ts';
import { aTeam, connectPeople, openAccounts, type Team } from './a-team.ts';
import { bookingContext } from './booking-context.ts';

const entry = { kind: 'busy', start: '2027-03-02T09:00:00Z', end: '2027-03-02T10:00:00Z' } as const;

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

  const keep = (organizationId: string) => keepPushChannels(context, { organizationId });
  /** Both clocks go on alike; what was on its way has arrived then. */
  async function pass(duration: Temporal.DurationLike): Promise<void> {
    await world.control('POST', 'clock', { advance: Temporal.Duration.from(duration).toString() });
    clock.set(await world.now());
  }
  const channels = (organizationId: string, connectionId: string) =>
    db.inOrganization(organizationId, (tx) => pushChannelStore(tx).ofConnection(connectionId));
  async function isDue(organizationId: string, connectionId: string): Promise<boolean> {
    const due = await db.inOrganization(organizationId, (tx) =>
      connectionStore(tx).dueForSync({ now: clock.now(), wall: clock.wall(), limit: 1_000 }),
    );
    return due.includes(connectionId);
  }

  /** A manager whose calendar is connected and was read. */
  async function setUp() {
    const team = await aTeam({ context });
    const { organizationId, manager, reports } = team;
    await openAccounts({ world, people: [manager, ...reports] });
    await connectPeople({ context, world, organizationId, people: [manager] });
    const connected = await db.inOrganization(organizationId, (tx) => connectionStore(tx).ofPerson(manager.id));
    return acting({ ...team, connectionId: connected!.id });
  }

  async function acting<Given extends Team & { readonly connectionId: string }>(given: Given) {
    const { organizationId, connectionId, manager } = given;
    const sync = () => syncConnection(context, { organizationId, connectionId });
    await sync();
    return {
      ...given,
      sync,
      connection: () => db.inOrganization(organizationId, (tx) => connectionStore(tx).byId(connectionId)),
      keep: () => keep(organizationId),
      channels: () => channels(organizationId, connectionId),
      isDue: () => isDue(organizationId, connectionId),
      change: () => world.enter({ email: manager.workEmail, entry }),
      /** Who announces a change of this moment, by the provider's ids. */
      announcers: async () => {
        receiver.messages.length = 0;
        await world.enter({ email: manager.workEmail, entry });
        await pass({ seconds: 1 });
        return [...new Set(receiver.messages.map(({ providerChannelId }) => providerChannelId))];
      },
    };
  }

  async function opened<Given extends Awaited<ReturnType<typeof setUp>>>(connected: Given) {
    await connected.keep();
    await connected.sync();
    const [channel] = await connected.channels();
    if (channel === undefined || (await connected.isDue())) throw new Error('No channel was opened');
    return { ...connected, channel };
  }

  return {
    context,
    receiver,
    hearing,
    keep,
    pass,
    channels,
    isDue,
    setUp,
    /** With its channel open, and nothing due. */
    withChannel: async () => opened(await setUp()),
    /** The same with an event of ours in the calendar. */
    withEvent: async () => opened(await acting(await aBooking({ context }))),
  };
}
