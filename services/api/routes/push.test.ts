import { keepPushChannels } from '@throughline/app/keep-push-channels.ts';
import { connectPeople } from '@throughline/app/testing/a-team.ts';
import { connectionStore, type Grant } from '@throughline/db/connection-store.ts';
import { pushChannelStore } from '@throughline/db/push-channel-store.ts';
import { uuid } from '@throughline/db/testing/rows.ts';
import { createChannelToken } from '@throughline/security/channel-token.ts';
import { describe, expect, test, vi } from 'vitest';
import { anOffice } from '../testing/an-office.ts';
import { apiContext } from '../testing/api-context.ts';

const { app, context } = await apiContext({ offered: ['google', 'microsoft'] });
const { db, clock, woken } = context;

/** A calendar that is not due to be read, with an open channel, in an organisation of its own. */
async function aChannel(provider: 'google' | 'microsoft') {
  const { organizationId, manager } = await anOffice({ context });
  const connectionId = uuid();
  const channelId = uuid();
  const { token: credential, hash: tokenHash } = createChannelToken({ organizationId, channelId });
  const providerChannelId = provider === 'google' ? channelId : uuid();
  const now = clock.now();
  const bytes = Buffer.from('sealed');
  const grant: Grant = {
    id: connectionId,
    personId: manager.id,
    provider,
    purpose: 'organize',
    accountSubject: manager.id,
    accountEmail: manager.workEmail,
    tokens: { refreshToken: bytes, accessToken: bytes, accessTokenExpiresAt: now, scopes: [] },
    planHeldUntil: null,
  };
  await db.inOrganization(organizationId, async (tx) => {
    const connections = connectionStore(tx);
    await connections.insert({ grant, now });
    const read = (await connections.leaseSync({ id: connectionId, wall: now, until: now }))!;
    const lease = { id: connectionId, syncNumber: read.syncNumber };
    await connections.finishSync({ lease, cursor: 'cursor', now, nextSyncAt: now.add({ minutes: 12 }) });
    const channels = pushChannelStore(tx);
    const { pushNumber } = (await channels.lease({ connectionId, wall: now, until: now }))!;
    await channels.begin({ id: channelId, connectionId, tokenHash, askedAt: now });
    const times = { openedAt: now, expiresAt: now.add({ hours: 100 }), renewAt: now.add({ hours: 50 }) };
    const opened = { providerChannelId, providerResourceId: 'resource', ...times };
    const pushLease = { connectionId, pushNumber };
    await channels.open({ lease: pushLease, channelId, opened, closeAt: now });
    await channels.finish({ lease: pushLease, nextPushAt: now.add({ hours: 50 }), error: null });
  });
  const read = () =>
    db.inOrganization(organizationId, async (tx) => ({
      connection: (await connectionStore(tx).byId(connectionId))!,
      channels: await pushChannelStore(tx).ofConnection(connectionId),
    }));
  return { organizationId, connectionId, channelId, credential, providerChannelId, read };
}

const isDue = async ({ read }: Pick<Awaited<ReturnType<typeof aChannel>>, 'read'>) =>
  Temporal.Instant.compare((await read()).connection.nextSyncAt!, clock.now()) <= 0;

type Headers = Readonly<Record<string, string>>;

/** Google's messages say that they are JSON and have no body. */
const fromGoogle = (headers: Headers) =>
  app.inject({
    method: 'POST',
    url: '/push/google',
    headers: { 'content-type': 'application/json; charset=UTF-8', 'content-length': '0', ...headers },
  });

const googleHeaders = ({ channelId, credential }: { channelId: string; credential: string }, state = 'exists') => ({
  'x-goog-channel-id': channelId,
  'x-goog-channel-token': credential,
  'x-goog-resource-state': state,
  'x-goog-message-number': '2',
});

const fromGraph = (value: unknown, end = '') =>
  app.inject({ method: 'POST', url: `/push/microsoft${end}`, payload: { value } as object });

const item = (
  { credential, providerChannelId }: { credential: string; providerChannelId: string },
  more: object = {},
) => ({ subscriptionId: providerChannelId, clientState: credential, changeType: 'updated', resource: 'x', ...more });

test.each(['/push/microsoft', '/push/microsoft/lifecycle'])(
  '%s answers the handshake with the decoded token',
  async (url) => {
    const token = 'Validation: Testing <b>reachability</b> for subscription Request-Id: 1+2&3';
    const encoded = new URLSearchParams({ validationToken: token }).toString();
    for (const payload of [undefined, '']) {
      const headers = { 'content-type': 'text/plain; charset=utf-8' };
      const answer = await app.inject({
        method: 'POST',
        url: `${url}?${encoded}`,
        headers,
        ...(payload === undefined ? {} : { payload }),
      });
      expect([answer.statusCode, answer.body]).toEqual([200, token]);
      expect(answer.headers['content-type']).toMatch(/^text\/plain/);
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    }
  },
);

describe('a message of Google', () => {
  test('case 20: `exists` without a body makes the calendar due and wakes its reading; `sync` does not', async () => {
    const channel = await aChannel('google');
    expect((await fromGoogle(googleHeaders(channel, 'sync'))).statusCode).toBe(200);
    expect(await isDue(channel)).toBe(false);
    const answer = await fromGoogle(googleHeaders(channel));
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    expect(await isDue(channel)).toBe(true);
    const { organizationId, connectionId } = channel;
    expect(woken.at(-1)).toEqual({ name: 'sync-connection', organizationId, connectionId });
  });

  test('with a forged credential it is answered the same, and nothing comes of it', async () => {
    const mine = await aChannel('google');
    const other = await aChannel('google');
    const before = [await mine.read(), await other.read()];
    const wakes = woken.length;
    const secret = mine.credential.split('.')[2];
    const forgeries = [
      {},
      { ...googleHeaders(mine), 'x-goog-channel-token': '' },
      { ...googleHeaders(mine), 'x-goog-channel-token': 'x'.repeat(300) },
      googleHeaders({ ...mine, credential: `${mine.organizationId}.${mine.channelId}.${'A'.repeat(43)}` }),
      googleHeaders({ ...mine, credential: `${other.organizationId}.${mine.channelId}.${secret}` }),
      googleHeaders({ ...mine, credential: `${mine.organizationId}.${other.channelId}.${secret}` }),
      googleHeaders({ ...other, credential: `${other.organizationId}.${other.channelId}.${secret}` }),
      googleHeaders({ ...mine, channelId: other.channelId }),
      googleHeaders({ ...mine, credential: `${uuid()}.${uuid()}.${secret}` }),
    ];
    for (const headers of forgeries) {
      const answer = await fromGoogle(headers as Headers);
      expect([answer.statusCode, answer.body]).toEqual([200, '']);
    }
    expect([await mine.read(), await other.read()]).toEqual(before);
    expect(woken.length).toBe(wakes);
  });

  test('case 21: a push from a stopped channel is answered 200, and is no work', async () => {
    const channel = await aChannel('google');
    const { organizationId, channelId } = channel;
    await db.inOrganization(organizationId, (tx) => pushChannelStore(tx).forget([channelId]));
    const before = await channel.read();
    expect((await fromGoogle(googleHeaders(channel))).statusCode).toBe(200);
    expect(await channel.read()).toEqual(before);
  });

  test('of a calendar that was disconnected it is no work either', async () => {
    const channel = await aChannel('google');
    const { organizationId, connectionId: id } = channel;
    await db.inOrganization(organizationId, (tx) => connectionStore(tx).markDisconnected({ id, now: clock.now() }));
    const before = await channel.read();
    expect((await fromGoogle(googleHeaders(channel))).statusCode).toBe(200);
    expect(await channel.read()).toEqual(before);
  });
});

describe('a post of Graph', () => {
  test('is believed item by item: one that mixes organisations tells each of its own', async () => {
    const channels = await Promise.all([aChannel('microsoft'), aChannel('microsoft'), aChannel('microsoft')]);
    const [first, second, third] = channels;
    const answer = await fromGraph([
      item(first),
      item({ ...second, credential: first.credential }),
      item({ ...second, credential: `${second.organizationId}.${second.channelId}.${'A'.repeat(43)}` }),
      item({ credential: second.credential, providerChannelId: third.providerChannelId }),
      item(third),
      { clientState: null },
      item(third),
    ]);
    expect([answer.statusCode, answer.body]).toEqual([202, '']);
    expect(await Promise.all(channels.map(isDue))).toEqual([true, false, true]);
  });

  test('forged or unreadable, it is answered 202 like any other', async () => {
    const channel = await aChannel('microsoft');
    const before = await channel.read();
    for (const value of [[], [item({ ...channel, credential: 'secret' })], {}, [null, 3]]) {
      expect((await fromGraph(value)).statusCode).toBe(202);
    }
    for (const payload of ['', '{', 'null', '<html>']) {
      for (const type of ['application/json', 'text/html', 'application/x-www-form-urlencoded']) {
        const headers = { 'content-type': type };
        expect((await app.inject({ method: 'POST', url: '/push/microsoft', headers, payload })).statusCode).toBe(202);
      }
    }
    expect(await channel.read()).toEqual(before);
  });

  test('a body no provider sends is not read', async () => {
    const payload = JSON.stringify({ value: 'x'.repeat(600_000) });
    const headers = { 'content-type': 'application/json' };
    expect((await app.inject({ method: 'POST', url: '/push/microsoft', headers, payload })).statusCode).toBe(413);
  });

  test('what could not be noted is not taken: the provider tries again', async () => {
    const channel = await aChannel('microsoft');
    const away = vi.spyOn(db, 'inOrganization').mockRejectedValueOnce(new Error('PostgreSQL is away'));
    expect((await fromGraph([item(channel)])).statusCode).toBe(500);
    away.mockRestore();
    expect((await fromGraph([item(channel)])).statusCode).toBe(202);
    expect(await isDue(channel)).toBe(true);
  });

  test('about the subscription itself: it is renewed, opened anew, or the calendar is read', async () => {
    const [renewed, removed, missed] = await Promise.all([
      aChannel('microsoft'),
      aChannel('microsoft'),
      aChannel('microsoft'),
    ]);
    const answer = await fromGraph(
      [
        item(renewed, { lifecycleEvent: 'reauthorizationRequired' }),
        item(removed, { lifecycleEvent: 'subscriptionRemoved' }),
        item(missed, { lifecycleEvent: 'missed' }),
      ],
      '/lifecycle',
    );
    expect(answer.statusCode).toBe(202);
    const now = clock.now();
    expect(await renewed.read()).toMatchObject({ connection: { nextPushAt: now }, channels: [{ renewAt: now }] });
    expect(await removed.read()).toMatchObject({ connection: { nextPushAt: now }, channels: [] });
    expect(await Promise.all([renewed, removed, missed].map(isDue))).toEqual([false, true, true]);
    const { organizationId } = removed;
    expect(woken).toContainEqual({ name: 'run-sweep', sweep: 'keep-push-channels', organizationId });
  });
});

test.each(['google', 'microsoft'] as const)('what changes in a calendar at %s arrives by itself', async (provider) => {
  const world = context.worlds[provider];
  const { organizationId, manager } = await anOffice({ context, organization: { state: 'live' } });
  const url = app.server.listening ? serverUrl() : await app.listen({ port: 0, host: '127.0.0.1' });
  await world.addPerson({ email: manager.workEmail });
  await connectPeople({ context, world, organizationId, people: [manager] });
  const announced = { ...context, publicUrl: url };
  expect(await keepPushChannels(announced, { organizationId })).toBe(1);
  const hints = async () =>
    (await db.inOrganization(organizationId, (tx) => connectionStore(tx).ofPerson(manager.id)))!.pushHints;
  const before = await hints();
  await db.inOrganization(organizationId, async (tx) => {
    const connections = connectionStore(tx);
    const { id } = (await connections.ofPerson(manager.id))!;
    await connections.leaseSync({ id, wall: clock.wall(), until: clock.wall().add({ minutes: 1 }) });
  });
  const entry = { kind: 'busy', start: '2027-03-02T09:00:00Z', end: '2027-03-02T10:00:00Z' } as const;
  await world.enter({ email: manager.workEmail, entry });
  await vi.waitFor(async () => expect(await hints()).toBeGreaterThan(before), { timeout: 10_000 });
});

function serverUrl(): string {
  const address = app.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The API does not listen.');
  return `http://127.0.0.1:${address.port}`;
}
