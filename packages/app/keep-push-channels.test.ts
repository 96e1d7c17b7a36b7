import { connectionStore } from '@throughline/db/connection-store.ts';
import { describe, expect, test, vi } from 'vitest';
import { disconnect } from './disconnect.ts';
import { keepPushChannels } from './keep-push-channels.ts';
import { pauseOrganization } from './pause-organization.ts';
import { resumeOrganization } from './resume-organization.ts';
import { takePush } from './take-push.ts';
import { connectPeople } from './testing/a-team.ts';
import { everyProvider } from './testing/booking-context.ts';
import { pushContext } from './testing/push-context.ts';

describe.each(everyProvider)('changes announced by %s', async (provider) => {
  const { context, receiver, pass, channels, isDue, setUp, withChannel, withEvent } = await pushContext({ provider });
  const { db, clock, world } = context;

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
    const { change, sync, isDue: due } = await withChannel();
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
    await vi.waitFor(async () => expect(await due()).toBe(true));
    await sync();
    expect(await due()).toBe(false);
  });

  test('at half of its life a channel is renewed, or another overlaps it until it is closed; none is missing at any time', async () => {
    const { channels: own, keep: keepOwn, channel, announcers } = await withChannel();
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
    } = await withChannel();
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
    const { organizationId, keep: keepOwn, change, isDue: due, channel, connectionId, sync } = await withChannel();
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
    const { organizationId, connectionId, keep: keepOwn, channels: own, channel, connection } = await withChannel();
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
    const { organizationId, reports, keep: keepOwn } = await withChannel();
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
