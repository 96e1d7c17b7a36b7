import { describe, expect, test, vi } from 'vitest';
import { keepPushChannels } from './keep-push-channels.ts';
import { everyProvider } from './testing/booking-context.ts';
import { pushContext } from './testing/push-context.ts';

/** What each says to a grant that is too little; and Graph's word for what is gone, whatever that is. */
const refusals = {
  google: [{ status: 403, reason: 'insufficientPermissions' }],
  microsoft: [
    { status: 403, reason: 'ErrorAccessDenied' },
    { status: 404, reason: 'ResourceNotFound' },
  ],
};

describe.each(everyProvider)('when push at %s fails', async (provider) => {
  const { context, receiver, hearing, pass, setUp, withChannel } = await pushContext({ provider });
  const { clock, world } = context;

  const ids = (rows: readonly { readonly providerChannelId: string | null }[]) =>
    rows.map(({ providerChannelId }) => providerChannelId);

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
    const { keep: keepOwn, channels: own, channel, isDue: due } = await withChannel();
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
    const { keep: keepOwn, channel, manager, connection } = await withChannel();
    await world.inject({ kind: 'revoked_grant', account: manager.workEmail });
    await pass({ seconds: Math.ceil(clock.now().until(channel.renewAt!).total('seconds')) });
    clock.advanceWallBy({ hours: 2 });
    await keepOwn();
    expect(await connection()).toMatchObject({ status: 'reconnect_required' });
    const calls = (await world.exchanges()).length;
    await keepOwn();
    expect((await world.exchanges()).length).toBe(calls);
  });

  test.each(refusals[provider])(
    '$reason costs the push: the grant stands and the calendar is read',
    async (refusal) => {
      const { keep: keepOwn, manager, connection, sync } = await setUp();
      await world.inject({
        kind: 'status',
        ...refusal,
        path: world.paths.push,
        account: manager.workEmail,
        method: 'POST',
      });
      await keepOwn();
      expect(await connection()).toMatchObject({ status: 'active', pushError: 'refused', pushFailures: 1 });
      expect(await sync()).toMatchObject({ kind: 'synced' });
    },
  );

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
    } = await withChannel();
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
    const { keep: keepOwn, channels: own, channel, isDue: due, sync } = await withChannel();
    for (let day = 1; day <= 7; day += 1) {
      await pass({ hours: 24 });
      await keepOwn();
      if (day < 7) await sync();
    }
    const open = (await own()).filter(({ state }) => state === 'open');
    expect(open.map(({ id }) => id)).not.toContain(channel.id);
    expect(await due()).toBe(true);
  });
});
