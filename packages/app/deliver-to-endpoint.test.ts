import { conversationStore } from '@throughline/db/conversation-store.ts';
import { webhookDeliveryStore } from '@throughline/db/webhook-delivery-store.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { machineTime } from '@throughline/testing/machine-time.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { deliverToEndpoint } from './deliver-to-endpoint.ts';
import { deliverWebhooks } from './deliver-webhooks.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import { aToldPair } from './testing/a-told-pair.ts';
import { testContext } from './testing/test-context.ts';
import { unbooked } from './testing/unbooked.ts';

const now = '2027-01-20T09:00:00Z';
// Receivers compare a signature's time with the machine's.
const context = await testContext({ now, wall: machineTime() });
const { db, clock } = context;
const begin = clock.wall();
beforeEach(() => {
  clock.set(now);
  clock.advanceWallBy(clock.wall().until(begin));
});

/** Wakes whom the sweep wakes, and lets them work. Answers how many were woken. */
async function sweep({ organizationId }: { organizationId: string }): Promise<number> {
  context.woken.length = 0;
  const woken = await deliverWebhooks(context, { organizationId });
  await Promise.all(
    context.woken.flatMap((wake) => (wake.name === 'deliver-webhooks' ? [deliverToEndpoint(context, wake)] : [])),
  );
  return woken;
}

describe('what happens to a conversation', () => {
  test('is told in ids and states, signed, and no word of it', async () => {
    const told = await aToldPair({ context });
    const conversationId = await aBookedConversation({ db, pair: told });
    expect(await sweep(told)).toBe(1);
    const data = {
      conversation_id: conversationId,
      employee_id: told.report.id,
      manager_id: told.manager.id,
    };
    expect(told.receiver.verified(told.secret)).toEqual([
      { type: 'conversation.due', timestamp: '2026-11-02T08:00:00Z', data: { ...data, state: 'due' } },
      { type: 'conversation.booked', timestamp: '2026-12-07T09:00:00Z', data: { ...data, state: 'booked' } },
    ]);
    const said = told.receiver.received.map(({ body }) => body).join('');
    expect(said).not.toMatch(/Ana|Ben|@|2027-02-01/);
    expect(await sweep(told)).toBe(0);
    expect(await told.deliveries()).toMatchObject([
      { state: 'delivered', attempts: 1, lastStatus: 204, lastError: null, deliveredAt: clock.now() },
      { state: 'delivered', attempts: 1 },
    ]);
  });

  test('is told with the change or not at all', async () => {
    const told = await aToldPair({ context });
    const conversationId = await aBookedConversation({ db, pair: told });
    const before = (await told.events()).length;
    const undone = db.inOrganization(told.organizationId, async (tx) => {
      const conversations = conversationStore(tx);
      await unbooked({ conversations, conversationId, now: clock.now() });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await told.events()).toHaveLength(before);
    // Somebody was first: nothing is stored, and nothing told.
    await db.inOrganization(told.organizationId, async (tx) => {
      const conversations = conversationStore(tx);
      await unbooked({ conversations, conversationId, version: 1, now: clock.now() });
    });
    expect(await told.events()).toHaveLength(before);
    await db.inOrganization(told.organizationId, (tx) =>
      unbooked({ conversations: conversationStore(tx), conversationId, now: clock.now() }),
    );
    expect((await told.events()).at(-1)).toMatchObject({ type: 'conversation.cancelled', data: { state: 'due' } });
  });

  test('cannot be noted without being told', async () => {
    const told = await aToldPair({ context });
    const conversationId = await aBookedConversation({ db, pair: told });
    const noted = db.inOrganization(told.organizationId, (tx) =>
      conversationStore(tx).addHistory([
        { conversationId, entry: { kind: 'moved', at: clock.now(), actor: 'manager', details: {} } },
      ]),
    );
    await expect(noted).rejects.toThrow('moved is a change');
  });

  test('is told to those who asked for it, of every organisation its own', async () => {
    const picky = await aToldPair({ context, eventTypes: ['conversation.booked', 'report.published'] });
    const other = await aToldPair({ context });
    await aBookedConversation({ db, pair: picky });
    await sweep(picky);
    await sweep(other);
    expect(picky.receiver.types()).toEqual(['conversation.booked']);
    expect(other.receiver.received).toEqual([]);
  });

  test('is not kept where nobody is to be told', async () => {
    const pair = await aPair({ db });
    await aBookedConversation({ db, pair });
    await asSession(context.adminUrl, async (superuser) => {
      const { rows } = await superuser.query('SELECT 1 FROM webhook_event WHERE organization_id = $1', [
        pair.organization.id,
      ]);
      expect(rows).toEqual([]);
    });
  });
});

describe('a receiver that was down for a day', () => {
  test('is told of every event once, each under one id, whatever happened meanwhile', async () => {
    const told = await aToldPair({ context });
    await told.receiver.stop();
    for (let hour = 0; hour < 24; hour += 1) {
      await told.happen(2);
      await sweep(told);
      clock.advanceBy({ hours: 1 });
    }
    expect(told.receiver.received).toEqual([]);
    const attempts = (await told.deliveries()).map(({ attempts: made }) => made);
    expect(Math.max(...attempts)).toBeGreaterThan(3);
    await told.receiver.start();
    for (let hour = 0; hour < 24; hour += 1) {
      clock.advanceBy({ hours: 1 });
      await sweep(told);
    }
    const ids = (await told.events()).map(({ id }) => id);
    expect(ids).toHaveLength(48);
    expect(told.receiver.ids().toSorted()).toEqual(ids.toSorted());
    expect(told.receiver.verified(told.secret)).toHaveLength(48);
    expect((await told.endpoints())[0]).toMatchObject({ state: 'enabled', failingSince: null });
  });

  test('that answers with an error gets the same event under the same id and with the same body again', async () => {
    const told = await aToldPair({ context });
    await told.happen();
    for (const status of [500, 302, 404, 429]) {
      told.receiver.answer = (response) => void response.writeHead(status, { location: told.receiver.url }).end();
      await sweep(told);
      expect(await told.deliveries()).toMatchObject([{ state: 'waiting', lastStatus: status }]);
      clock.advanceBy({ hours: 24 });
    }
    told.receiver.answer = (response) => void response.writeHead(200).end();
    await sweep(told);
    expect(new Set(told.receiver.ids()).size).toBe(1);
    expect(new Set(told.receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(told.receiver.received).toHaveLength(5);
    expect(await told.deliveries()).toMatchObject([{ state: 'delivered', attempts: 5 }]);
  });

  test('is not overrun with what waits: while nothing gets through, a few are tried at a time', async () => {
    const told = await aToldPair({ context });
    await told.happen(100);
    told.receiver.answer = (response) => void response.writeHead(503).end();
    await sweep(told);
    expect(told.receiver.received.length).toBeLessThanOrEqual(8);
    told.receiver.answer = (response) => void response.writeHead(204).end();
    clock.advanceBy({ hours: 1 });
    await sweep(told);
    expect(new Set(told.receiver.ids()).size).toBe(100);
  });
});

describe('each endpoint by itself', () => {
  test('one that never answers keeps no other waiting', async () => {
    const told = await aToldPair({ context });
    const silent = await aToldPair({ context });
    silent.receiver.answer = () => {};
    await told.add(silent.receiver.url);
    await told.happen(3);
    context.woken.length = 0;
    await deliverWebhooks(context, told);
    const order: string[] = [];
    await Promise.all(
      context.woken.map(async (wake) => {
        if (wake.name !== 'deliver-webhooks') return;
        await deliverToEndpoint(context, wake);
        order.push(wake.endpointId === told.endpointId ? 'healthy' : 'silent');
      }),
    );
    expect(order).toEqual(['healthy', 'silent']);
    expect(told.receiver.received).toHaveLength(3);
    const waiting = (await told.deliveries()).filter(({ state }) => state === 'waiting');
    expect(waiting).toHaveLength(3);
    for (const one of waiting) expect(one).toMatchObject({ lastStatus: null, lastError: 'no_answer_in_time' });
  });

  test('one event its receiver chokes on keeps no other from getting there', async () => {
    const told = await aToldPair({ context });
    await told.happen(20);
    const [poison] = await told.events();
    told.receiver.answer = (response, { id }) => void response.writeHead(id === poison?.id ? 500 : 204).end();
    await sweep(told);
    const states = (await told.deliveries()).map(({ state }) => state);
    expect(states.filter((state) => state === 'delivered')).toHaveLength(19);
    expect(states[0]).toBe('waiting');
  });
});

describe('workers', () => {
  test('several at once never send the same event', async () => {
    const told = await aToldPair({ context });
    await told.happen(30);
    await Promise.all([1, 2, 3, 4].map(() => deliverToEndpoint(context, told)));
    const ids = told.receiver.ids();
    expect(ids).toHaveLength(30);
    expect(new Set(ids).size).toBe(30);
  });

  test('whose answer was lost with them send it again under its id, once the lease is over', async () => {
    const told = await aToldPair({ context });
    await told.happen();
    const wall = clock.wall();
    await db.inOrganization(told.organizationId, (tx) =>
      webhookDeliveryStore(tx).lease({
        endpointId: told.endpointId,
        now: clock.now(),
        wall,
        until: wall.add({ seconds: 60 }),
        limit: 8,
      }),
    );
    expect(await sweep(told)).toBe(0);
    expect(told.receiver.received).toEqual([]);
    clock.advanceWallBy({ seconds: 61 });
    expect(await sweep(told)).toBe(1);
    expect(told.receiver.ids()).toEqual((await told.events()).map(({ id }) => id));
  });
});
