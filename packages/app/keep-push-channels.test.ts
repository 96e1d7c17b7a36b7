import { connectionStore } from '@throughline/db/connection-store.ts';
import { describe, expect, test, vi } from 'vitest';
import { disconnect } from './disconnect.ts';
import { keepPushChannels } from './keep-push-channels.ts';
import { pauseOrganization } from './pause-organization.ts';
import { resumeOrganization } from './resume-organization.ts';
import { takePush } from './take-push.ts';
import { aBooking } from './testing/a-booking.ts';
import { syncConnection } from './sync-connection.ts';
import { aTeam, connectPeople, openAccounts } from './testing/a-team.ts';
import { everyProvider } from './testing/booking-context.ts';
import { pushContext } from './testing/push-context.ts';

/** What each says to a grant that is too little. */
const noScope = { google: 'insufficientPermissions', microsoft: 'ErrorAccessDenied' };
const entry = { kind: 'busy', start: '2027-03-02T09:00:00Z', end: '2027-03-02T10:00:00Z' } as const;

describe.each(everyProvider)('changes announced by %s', async (provider) => {
  const { context, receiver, hearing, keep, pass, channels, isDue } = await pushContext({ provider });
  const { db, clock, world } = context;

  type Team = Pick<Awaited<ReturnType<typeof aTeam>>, 'organizationId' | 'manager' | 'reports'>;

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
        // The sandbox's clock goes on once everything was delivered.
        await pass({ seconds: 1 });
        return [...new Set(receiver.messages.map(({ providerChannelId }) => providerChannelId))];
      },
    };
  }

  async function withChannel<Given extends Awaited<ReturnType<typeof setUp>>>(connected: Given) {
    expect(await connected.keep()).toBeGreaterThan(0);
    await connected.sync();
    expect(await connected.isDue()).toBe(false);
    const [channel] = await connected.channels();
    return { ...connected, channel: channel! };
  }

  /** With an event of ours in it. */
  const withEvent = async () => withChannel(await acting(await aBooking({ context })));

  const ids = (rows: readonly { readonly providerChannelId: string | null }[]) =>
    rows.map(({ providerChannelId }) => providerChannelId);

  test('a connected calendar has one channel, and what changes is due to be read as soon as it is announced', async () => {
    const { channels: own, keep: keepOwn, manager, providerEventId, isDue: due, sync, event, read } = await withEvent();
    expect(await own()).toMatchObject([{ state: 'open' }]);
    expect(await keepOwn()).toBe(0);
    const slot = { start: event.startsAt.add({ hours: 24 }), end: event.endsAt.add({ hours: 24 }) };
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'move', ...slot } });
    await vi.waitFor(async () => expect(await due()).toBe(true));
    expect(context.woken.at(-1)).toMatchObject({ name: 'sync-connection' });
    await sync();
    expect((await read()).conversation.startsAt?.equals(slot.start)).toBe(true);
    expect(await due()).toBe(false);
  });

  test('case 35: announced over and over, one change is one reading and one change of state', async () => {
    const { manager, providerEventId, sync, event, read, isDue: due } = await withEvent();
    const slot = { start: event.startsAt.add({ hours: 24 }), end: event.endsAt.add({ hours: 24 }) };
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'move', ...slot } });
    await vi.waitFor(async () => expect(await due()).toBe(true));
    const messages = [...receiver.messages, ...receiver.messages, ...receiver.messages];
    await Promise.all(messages.map((message) => takePush(context, { messages: [message] })));
    await sync();
    expect(await due()).toBe(false);
    expect((await read()).history.filter(({ kind }) => kind === 'moved')).toHaveLength(1);
  });

  test('what is announced while the calendar is being read makes it due again', async () => {
    const { organizationId, connectionId, change, sync, isDue: due } = await withChannel(await setUp());
    const { changes } = world.provider;
    const reading = vi.spyOn(world.provider, 'changes').mockImplementationOnce(async (input) => {
      const answer = await changes(input);
      receiver.messages.length = 0;
      await change();
      await vi.waitFor(() => expect(receiver.messages).not.toEqual([]));
      await pass({ seconds: 1 });
      return answer;
    });
    await sync();
    reading.mockRestore();
    await vi.waitFor(() => isDue(organizationId, connectionId));
    expect(await due()).toBe(true);
    await sync();
    expect(await due()).toBe(false);
  });

  test('at half of its life a channel is renewed, or another overlaps it until it is closed; none is missing at any time', async () => {
    const { channels: own, keep: keepOwn, channel, announcers } = await withChannel(await setUp());
    const halfway = Math.ceil(clock.now().until(channel.renewAt!).total('minutes'));
    for (let passed = 0; passed < halfway; passed += 24 * 60) {
      await pass({ minutes: Math.min(24 * 60, halfway - passed) });
      await keepOwn();
      expect(await announcers()).not.toEqual([]);
    }
    await pass({ minutes: 1 });
    await keepOwn();
    const open = (await own()).filter(({ state }) => state === 'open');
    expect(open).toHaveLength(1);
    expect(Temporal.Instant.compare(open[0]!.expiresAt!, channel.expiresAt!)).toBe(1);
    await pass({ minutes: 10 });
    await keepOwn();
    expect(await own()).toHaveLength(1);
    expect(await announcers()).toEqual(ids(open));
  });

  test('two workers open one', async () => {
    const { keep: keepOwn, channels: own, announcers } = await setUp();
    await Promise.all([keepOwn(), keepOwn(), keepOwn()]);
    expect(await own()).toHaveLength(1);
    expect(await announcers()).toEqual(ids(await own()));
  });

  test('an opening whose answer was lost leaves none behind for good', async () => {
    const { keep: keepOwn, channels: own, manager, announcers } = await setUp();
    const path = world.paths.push;
    await world.inject({ kind: 'response_lost', account: manager.workEmail, method: 'POST', path });
    await keepOwn();
    expect(await own()).toMatchObject([{ state: 'opening' }]);
    // Its row is there already, so what it announces is heard.
    receiver.messages.length = 0;
    expect(await announcers()).toHaveLength(1);
    await pass({ minutes: 5 });
    await keepOwn();
    expect(await own()).toMatchObject([{ state: 'open' }]);
    expect(await announcers()).toEqual(ids(await own()));
  });

  test('a worker killed between the answer and its note leaves none behind either', async () => {
    const { organizationId, keep: keepOwn, channels: own, announcers } = await setUp();
    const { open } = world.provider.push;
    const killed = vi.spyOn(world.provider.push, 'open').mockImplementationOnce(async (input) => {
      await open(input);
      throw new Error('killed');
    });
    await expect(keepPushChannels(context, { organizationId })).rejects.toThrow('killed');
    killed.mockRestore();
    clock.advanceWallBy({ minutes: 6 });
    await keepOwn();
    expect(await own()).toMatchObject([{ state: 'open' }]);
    expect(await announcers()).toEqual(ids(await own()));
  });

  test('case 22: one that is gone when it is renewed is not renewed again; another is opened and the calendar is read', async () => {
    const { keep: keepOwn, channels: own, channel, isDue: due } = await withChannel(await setUp());
    if (world.provider.push.renew === null) return;
    await world.control('POST', 'faults', {
      kind: 'status',
      status: 404,
      reason: 'ResourceNotFound',
      method: 'PATCH',
      path: world.paths.push,
    });
    await pass({ seconds: Math.ceil(clock.now().until(channel.renewAt!).total('seconds')) });
    await keepOwn();
    const after = await own();
    expect(after).toMatchObject([{ state: 'open' }]);
    expect(after[0]!.id).not.toBe(channel.id);
    expect(await due()).toBe(true);
  });

  test('case 22: where the grant is gone the connection says so, and nobody asks again', async () => {
    const { keep: keepOwn, channel, manager, connection } = await withChannel(await setUp());
    await world.inject({ kind: 'revoked_grant', account: manager.workEmail });
    await pass({ seconds: Math.ceil(clock.now().until(channel.renewAt!).total('seconds')) });
    clock.advanceWallBy({ hours: 2 });
    await keepOwn();
    expect(await connection()).toMatchObject({ status: 'reconnect_required' });
    const calls = (await world.exchanges()).length;
    await keepOwn();
    expect((await world.exchanges()).length).toBe(calls);
  });

  test('a refusal of push costs the push: the grant stands and the calendar is read meanwhile', async () => {
    const { keep: keepOwn, manager, connection, sync } = await setUp();
    const refusal = { kind: 'status', status: 403, reason: noScope[provider], path: world.paths.push } as const;
    await world.inject({ ...refusal, account: manager.workEmail, method: 'POST' });
    await keepOwn();
    expect(await connection()).toMatchObject({ status: 'active', pushError: 'refused', pushFailures: 1 });
    expect(await sync()).toMatchObject({ kind: 'synced' });
  });

  test('case 23: where the address does not answer in time it is tried again later, and the calendar is read meanwhile', async () => {
    const { keep: keepOwn, channels: own, connection, sync } = await setUp();
    hearing.answers = false;
    await keepOwn();
    hearing.answers = true;
    expect(await sync()).toMatchObject({ kind: 'synced' });
    if (world.oddities.pushBeginsWith === 'a_handshake') {
      expect(await own()).toEqual([]);
      const { pushError, nextPushAt } = (await connection())!;
      expect(pushError).toBe('unavailable');
      expect(Temporal.Instant.compare(nextPushAt!, clock.now())).toBe(1);
      expect(await keepOwn()).toBe(0);
    }
    await pass({ minutes: 5 });
    await keepOwn();
    expect(await own()).toMatchObject([{ state: 'open' }]);
    expect(await connection()).toMatchObject({ pushError: null, pushFailures: 0 });
  });

  test('case 24: a channel that keeps quiet about changes is dead: another is opened, and the calendar is read', async () => {
    const {
      keep: keepOwn,
      channels: own,
      channel,
      manager,
      change,
      sync,
      isDue: due,
      connection,
    } = await withChannel(await setUp());
    const path = '/push';
    await world.inject({ kind: 'drop_push', account: manager.workEmail, times: 3 * 9, path });
    for (let reading = 1; reading <= 3; reading += 1) {
      expect((await own()).map(({ id }) => id)).toEqual([channel.id]);
      await change();
      await pass({ minutes: 12 });
      await sync();
      await keepOwn();
    }
    const open = (await own()).filter(({ state }) => state === 'open');
    expect(ids(open)).not.toEqual(ids([channel]));
    expect(await due()).toBe(true);
    expect(await connection()).toMatchObject({ pushMissed: 0 });
    await keepOwn();
    expect(await own()).toHaveLength(1);
  });

  test('a week without a word makes it dead too', async () => {
    const { keep: keepOwn, channels: own, channel, isDue: due, sync } = await withChannel(await setUp());
    for (let day = 1; day <= 7; day += 1) {
      await pass({ hours: 24 });
      await keepOwn();
      if (day < 7) await sync();
    }
    const open = (await own()).filter(({ state }) => state === 'open');
    expect(open.map(({ id }) => id)).not.toContain(channel.id);
    expect(await due()).toBe(true);
  });

  test('paused, withdrawn or disconnected, nothing is announced any more; resumed, it is again', async () => {
    const {
      organizationId,
      keep: keepOwn,
      channels: own,
      announcers,
      manager,
      channel,
      isDue: due,
      sync,
    } = await withChannel(await setUp());
    const actor = { kind: 'operator' } as const;
    await pauseOrganization(context, { organizationId, actor });
    await keepOwn();
    expect(await own()).toEqual([]);
    expect(await announcers()).toEqual([]);
    await resumeOrganization(context, { organizationId, actor });
    await keepOwn();
    const before = await own();
    expect(await announcers()).toEqual(ids(before));
    await sync();
    const credentials = receiver.messages;
    await disconnect(context, { organizationId, personId: manager.id });
    expect(await own()).toEqual([]);
    const messages = [...credentials];
    expect(await announcers()).toEqual([]);
    await takePush(context, { messages });
    expect(await due()).toBe(false);
    expect(ids(before)).not.toEqual(ids([channel]));
  });

  test('case 21: a push from a channel that was stopped is no work', async () => {
    const {
      organizationId,
      keep: keepOwn,
      change,
      isDue: due,
      channel,
      connectionId,
      sync,
    } = await withChannel(await setUp());
    receiver.messages.length = 0;
    await change();
    await vi.waitFor(() => expect(receiver.messages).not.toEqual([]));
    const messages = [...receiver.messages];
    await pauseOrganization(context, { organizationId, actor: { kind: 'operator' } });
    await keepOwn();
    await resumeOrganization(context, { organizationId, actor: { kind: 'operator' } });
    await sync();
    await vi.waitFor(() => expect(messages[0]?.providerChannelId).toBe(channel.providerChannelId));
    const before = await db.inOrganization(organizationId, (tx) => connectionStore(tx).byId(connectionId));
    const woken = context.woken.length;
    await takePush(context, { messages });
    expect(context.woken.length).toBe(woken);
    expect(await db.inOrganization(organizationId, (tx) => connectionStore(tx).byId(connectionId))).toEqual(before);
    expect(await due()).toBe(false);
  });

  test('after connecting again the earlier grant’s channel is replaced', async () => {
    const {
      organizationId,
      connectionId,
      keep: keepOwn,
      channels: own,
      channel,
      connection,
    } = await withChannel(await setUp());
    await pass({ minutes: 1 });
    const { id, personId, purpose, accountSubject, accountEmail, ...rest } = (await connection())!;
    const tokens = {
      refreshToken: rest.refreshToken!,
      accessToken: rest.accessToken!,
      accessTokenExpiresAt: rest.accessTokenExpiresAt!,
      scopes: rest.scopes,
    };
    const grant = { id, personId, provider, purpose, accountSubject, accountEmail, tokens, planHeldUntil: null };
    await db.inOrganization(organizationId, (tx) => connectionStore(tx).renew({ grant, now: clock.now() }));
    await keepOwn();
    const after = await channels(organizationId, connectionId);
    expect(after.map(({ id: channelId }) => channelId)).not.toContain(channel.id);
    expect(await own()).toMatchObject([{ state: 'open' }]);
  });

  test('whoever only shares when they are busy has a channel where their grant allows one, and is read all the same', async () => {
    const { organizationId, reports, keep: keepOwn } = await withChannel(await setUp());
    await connectPeople({ context, world, organizationId, people: reports, purpose: 'availability' });
    await keepOwn();
    const theirs = (await db.inOrganization(organizationId, (tx) => connectionStore(tx).ofPerson(reports[0]!.id)))!;
    const wanted = world.provider.push.covers('availability') ? 1 : 0;
    expect(await channels(organizationId, theirs.id)).toHaveLength(wanted);
    expect(theirs.status).toBe('active');
    expect(await isDue(organizationId, theirs.id)).toBe(true);
  });

  test('without an address a provider posts to nobody is asked', async () => {
    const { organizationId } = await setUp();
    const before = (await world.exchanges()).length;
    expect(await keepPushChannels({ ...context, publicUrl: 'http://throughline.example' }, { organizationId })).toBe(0);
    expect((await world.exchanges()).length).toBe(before);
  });
});
