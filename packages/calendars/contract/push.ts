import { expect, onTestFinished, test, vi } from 'vitest';
import { startPushReceiver } from '../testing/push-receiver.ts';
import { kindOf } from './oauth.ts';
import { connect, twoPeople, type ContractWorld } from './world.ts';

const entry = { kind: 'busy', start: '2027-03-02T09:00:00Z', end: '2027-03-02T10:00:00Z' } as const;

export function pushContract(worldOf: () => ContractWorld): void {
  const setUp = async () => {
    const world = worldOf();
    const { push } = world.provider;
    const { manager, report } = await twoPeople({ world });
    const { auth } = await connect({ world, email: manager });
    const now = await world.now();
    let reachable = true;
    const receiver = await startPushReceiver({ push, isReachable: () => reachable });
    onTestFinished(() => receiver.close());
    const { address, lifecycleAddress } = receiver;
    const open = (channelId: string = crypto.randomUUID()) =>
      push.open({ auth, channelId, credential: `secret of ${channelId}`, address, lifecycleAddress, now });
    const change = (email = manager) => world.enter({ email, entry });
    const credentials = () => new Set(receiver.messages.map(({ credential }) => credential));
    const cut = () => {
      reachable = false;
    };
    return { world, now, push, auth, manager, report, receiver, open, change, credentials, cut };
  };

  test('a channel announces every change with the credential it was opened with, and its id', async () => {
    const { receiver, open, change } = await setUp();
    const channelId = crypto.randomUUID();
    const { providerChannelId } = await open(channelId);
    expect(receiver.messages).toEqual([]);
    await change();
    await vi.waitFor(() => expect(receiver.messages).not.toEqual([]));
    const told = { credential: `secret of ${channelId}`, providerChannelId, news: 'changed' };
    for (const message of receiver.messages) expect(message).toEqual(told);
  });

  test('case 20: that a channel is open is no change', async () => {
    const { receiver, open } = await setUp();
    await open();
    await vi.waitFor(() => expect(receiver.posts()).toBeGreaterThan(0));
    expect(receiver.messages).toEqual([]);
  });

  test('it says until when it lasts, and what the provider prolongs lasts longer', async () => {
    const { now, push, auth, open } = await setUp();
    const channel = await open();
    const lasts = (until: Temporal.Instant) => now.until(until).total('hours');
    expect(lasts(channel.expiresAt)).toBeGreaterThan(24);
    expect(lasts(channel.expiresAt)).toBeLessThan(24 * 30 + 1);
    if (push.renew === null) return;
    const until = await push.renew({ auth, channel, now: now.add({ minutes: 30 }) });
    expect(channel.expiresAt.until(until).total('minutes')).toBe(30);
  });

  test('two on one calendar both announce; closed, one is silent, and closing it again is success', async () => {
    const { push, auth, open, change, credentials, receiver } = await setUp();
    const first = await open();
    await open();
    await change();
    await vi.waitFor(() => expect(credentials().size).toBe(2));
    await push.close({ auth, channel: first });
    await push.close({ auth, channel: first });
    receiver.messages.length = 0;
    await change();
    await vi.waitFor(() => expect(receiver.messages).not.toEqual([]));
    expect(receiver.messages.map(({ providerChannelId }) => providerChannelId)).not.toContain(first.providerChannelId);
  });

  test('what came of an opening whose answer was lost is closed by our own id, and the one that is known stays', async () => {
    const { world, push, auth, manager, receiver, open, change, credentials } = await setUp();
    const lost = crypto.randomUUID();
    await world.inject({ kind: 'response_lost', account: manager, method: 'POST' });
    expect(await kindOf(open(lost))).toBe('uncertain');
    await change();
    await vi.waitFor(() => expect(credentials()).toEqual(new Set([`secret of ${lost}`])));
    const known = await open();
    const { address } = receiver;
    expect(await push.closeLost({ auth, channelIds: [lost], known: [known], address })).toBe(true);
    receiver.messages.length = 0;
    await change();
    await vi.waitFor(() => expect(receiver.messages).not.toEqual([]));
    expect(new Set(receiver.messages.map(({ providerChannelId }) => providerChannelId))).toEqual(
      new Set([known.providerChannelId]),
    );
  });

  test('one that is gone is not renewed', async () => {
    const { now, push, auth, open } = await setUp();
    if (push.renew === null) return;
    const channel = await open();
    await push.close({ auth, channel });
    expect(await kindOf(push.renew({ auth, channel, now }))).toBe('not_found');
  });

  test('where a handshake is asked for, an address that does not answer it costs the channel and may be tried again', async () => {
    const { world, open, cut } = await setUp();
    cut();
    const kind = await kindOf(open());
    expect(kind).toBe(world.oddities.pushBeginsWith === 'a_handshake' ? 'unavailable' : 'no error');
  });

  test('a grant to be seen as busy announces where the provider lets it, and its calendar is followed in any case', async () => {
    const { world, now, push, report, receiver } = await setUp();
    const { auth } = await connect({ world, email: report, purpose: 'availability' });
    const { address, lifecycleAddress } = receiver;
    const channelId = crypto.randomUUID();
    const opening = () => push.open({ auth, channelId, credential: 'secret', address, lifecycleAddress, now });
    expect(await kindOf(opening())).toBe(push.covers('availability') ? 'no error' : 'scope_missing');
    const window = { start: now, end: now.add({ hours: 24 * 366 }) };
    const read = async (cursor: string | null) => {
      const answer = await world.provider.changes({ auth, purpose: 'availability', cursor, window, known: new Set() });
      if (answer.kind === 'cursor_expired') throw new Error('the cursor has expired');
      return answer;
    };
    const first = await read(null);
    expect(await read(first.cursor)).toMatchObject({ othersChanged: false });
    await world.enter({ email: report, entry });
    expect(await read(first.cursor)).toMatchObject({ events: [], full: false, othersChanged: true });
  });

  test('unreadable, strange and empty posts are answered like any other and announce nothing', () => {
    const { push } = worldOf().provider;
    const usual = push.receive({ headers: {}, query: {}, body: '{"value":[]}' }).status;
    const long = 'x'.repeat(5_000);
    for (const body of ['', '{', '[]', 'null', '{"value":{}}', '{"value":[null,{"clientState":3}]}', long]) {
      for (const query of [{}, { validationToken: '' }, { validationToken: long }, { validationToken: ['a', 'b'] }]) {
        const headers = { 'x-goog-resource-state': 'exists', 'x-goog-channel-token': long, 'x-goog-channel-id': '1' };
        expect(push.receive({ headers, query, body })).toEqual({ status: usual, text: null, messages: [] });
      }
    }
  });
}
