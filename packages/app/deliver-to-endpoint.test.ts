import { conversationStore } from '@throughline/db/conversation-store.ts';
import { webhookDeliveryStore } from '@throughline/db/webhook-delivery-store.ts';
import { unbook } from '@throughline/domain/conversation/conversation.ts';
import { createKeyring, generateKey } from '@throughline/security/keyring.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { machineTime } from '@throughline/testing/machine-time.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { deliverToEndpoint } from './deliver-to-endpoint.ts';
import { deliverWebhooks } from './deliver-webhooks.ts';
import { forgetWebhookEvents } from './forget-webhook-events.ts';
import { replayWebhooksSince } from './replay-webhooks.ts';
import { rotateWebhookSecret } from './rotate-webhook-secret.ts';
import { setWorksCouncil } from './set-works-council.ts';
import { aBookedConversation, aPair } from './testing/a-pair.ts';
import { aToldPair } from './testing/a-told-pair.ts';
import { putOrganization } from './testing/outbox-rows.ts';
import { testContext } from './testing/test-context.ts';

const now = '2027-01-20T09:00:00Z';
// Receivers compare a signature's time with the machine's.
const context = await testContext({ now, wall: machineTime() });
const { db, clock } = context;
const begin = clock.wall();
const actor = { kind: 'operator' } as const;
beforeEach(() => {
  clock.set(now);
  clock.advanceWallBy(clock.wall().until(begin));
});

/** Wakes whom the sweep wakes, and lets them work. Answers how many were woken. */
async function sweep({ organizationId }: { organizationId: string }): Promise<number> {
  context.woken.length = 0;
  const woken = await deliverWebhooks(context, { organizationId });
  await Promise.all(
    context.woken.map((wake) => (wake.name === 'deliver-webhooks' ? deliverToEndpoint(context, wake) : null)),
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
      await unbooked({ conversations, conversationId });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await told.events()).toHaveLength(before);
    // Somebody was first: nothing is stored, and nothing told.
    await db.inOrganization(told.organizationId, async (tx) => {
      const conversations = conversationStore(tx);
      await unbooked({ conversations, conversationId, version: 1 });
    });
    expect(await told.events()).toHaveLength(before);
    await db.inOrganization(told.organizationId, (tx) =>
      unbooked({ conversations: conversationStore(tx), conversationId }),
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

async function unbooked({
  conversations,
  conversationId,
  version,
}: {
  conversations: ReturnType<typeof conversationStore>;
  conversationId: string;
  version?: number;
}) {
  const before = await conversations.byId(conversationId);
  const next = before && unbook({ conversation: before, reason: 'declined', actor: 'report', now: clock.now() });
  if (before === null || next?.kind !== 'changed') throw new Error('It cannot be unbooked');
  const seen = version === undefined ? before : { ...before, version };
  await conversations.save({ before: seen, after: next.next, history: next.history, now: clock.now() });
}

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

describe('an organisation', () => {
  test('that is paused or not launched tells nothing; what waits is told afterwards', async () => {
    const told = await aToldPair({ context });
    await told.happen();
    const { organization } = told;
    for (const state of ['paused', 'draft'] as const) {
      await putOrganization({
        db,
        organization: { ...organization, state, stateBeforePause: state === 'paused' ? 'live' : null },
      });
      expect(await sweep(told)).toBe(0);
      // Nor by a worker that was woken before.
      await deliverToEndpoint(context, told);
      expect(told.receiver.received).toEqual([]);
    }
    await putOrganization({ db, organization });
    await sweep(told);
    expect(told.receiver.received).toHaveLength(1);
  });

  test('that is paused stops within a batch of a few events, however many wait', async () => {
    const told = await aToldPair({ context });
    await told.happen(40);
    const { organization } = told;
    told.receiver.answer = (response) => {
      void putOrganization({ db, organization: { ...organization, state: 'paused', stateBeforePause: 'live' } }).then(
        () => response.writeHead(204).end(),
      );
    };
    await sweep(told);
    expect(told.receiver.received.length).toBeLessThanOrEqual(8);
  });
});

describe('where a works council has a say', () => {
  test('of single people only due, booked and moved are told', async () => {
    const told = await aToldPair({ context, organization: { worksCouncil: true } });
    const conversationId = await aBookedConversation({ db, pair: told });
    await db.inOrganization(told.organizationId, (tx) =>
      unbooked({ conversations: conversationStore(tx), conversationId }),
    );
    await told.happen();
    await sweep(told);
    const types = ['conversation.due', 'conversation.booked', 'report.published'];
    expect(told.receiver.types()).toEqual(types);
    expect((await told.events()).map(({ type }) => type)).toEqual(types);
  });

  test('what waited from before is not told any more, nor can it be sent again', async () => {
    const told = await aToldPair({ context });
    const conversationId = await aBookedConversation({ db, pair: told });
    await db.inOrganization(told.organizationId, (tx) =>
      unbooked({ conversations: conversationStore(tx), conversationId }),
    );
    await setWorksCouncil(context, { ...told, worksCouncil: true, actor });
    await sweep(told);
    await replayWebhooksSince(context, { ...told, since: Temporal.Instant.from('2026-01-01T00:00:00Z'), all: true });
    await sweep(told);
    expect(new Set(told.receiver.types())).toEqual(new Set(['conversation.due', 'conversation.booked']));
  });
});

describe('secrets', () => {
  test('of which two are valid for a while sign both, and then the new one alone', async () => {
    const told = await aToldPair({ context });
    const rotated = await rotateWebhookSecret(context, { ...told, actor });
    if (rotated.kind !== 'rotated') throw new Error('not rotated');
    await told.happen();
    await sweep(told);
    expect(told.receiver.verified(told.secret)).toHaveLength(1);
    expect(told.receiver.verified(rotated.secret)).toHaveLength(1);
    expect(told.receiver.received[0]?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    told.receiver.received.length = 0;
    // A day of the machine's clock later; the receiver's own is where it was.
    const later = { ...context, clock: { now: clock.now, wall: () => clock.wall().add({ hours: 24 }) } };
    await told.happen();
    await deliverToEndpoint(later, told);
    expect(told.receiver.received[0]?.headers['webhook-signature']).toMatch(/^v1,\S+$/);
  });

  test('that may have leaked end at once', async () => {
    const told = await aToldPair({ context });
    await rotateWebhookSecret(context, { ...told, overlap: Temporal.Duration.from({ hours: 0 }), actor });
    await told.happen();
    await sweep(told);
    expect(() => told.receiver.verified(told.secret)).toThrow('No matching signature found');
  });

  test('are sealed at rest, and move to the newest key as they are used', async () => {
    const told = await aToldPair({ context });
    const bytes = Buffer.from(told.secret.slice('whsec_'.length), 'base64');
    const [sealed] = await told.endpoints();
    expect(sealed?.secret.includes(bytes)).toBe(false);
    expect(sealed?.secret.toString('latin1')).not.toContain(told.secret);
    const [first] = [...context.keyring.keys.values()];
    const old = first?.export().toString('base64');
    const keyring = createKeyring(`v2:${generateKey()},v1:${old}`);
    await told.happen(2);
    await deliverToEndpoint({ ...context, keyring }, told);
    const alone = {
      ...context,
      keyring: { ...keyring, keys: new Map([...keyring.keys].filter(([version]) => version === 2)) },
    };
    await told.happen();
    await deliverToEndpoint(alone, told);
    expect(told.receiver.verified(told.secret)).toHaveLength(3);
  });
});

test('of what a receiver says the status is kept, and nothing else', async () => {
  const told = await aToldPair({ context });
  await told.happen();
  told.receiver.answer = (response) =>
    void response.writeHead(500, { 'x-canary': 'canary-header' }).end('canary-body '.repeat(100_000));
  await sweep(told);
  const kept = await asSession(context.adminUrl, (superuser) =>
    superuser.query("SELECT string_agg(d::text, ' ') AS text FROM webhook_delivery d"),
  );
  expect(kept.rows[0].text).toContain('500');
  expect(kept.rows[0].text).not.toContain('canary');
});

test('events are kept for thirty days', async () => {
  const told = await aToldPair({ context });
  await told.happen();
  await sweep(told);
  clock.advanceBy({ hours: 24 * 30 });
  await told.happen();
  expect(await forgetWebhookEvents(context, told)).toBe(0);
  clock.advanceBy({ hours: 1 });
  expect(await forgetWebhookEvents(context, told)).toBe(1);
  expect(await told.deliveries()).toHaveLength(1);
});
