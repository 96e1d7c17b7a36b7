import { conversationStore } from '@throughline/db/conversation-store.ts';
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
import { aBookedConversation } from './testing/a-pair.ts';
import { aToldPair } from './testing/a-told-pair.ts';
import { putOrganization } from './testing/outbox-rows.ts';
import { testContext } from './testing/test-context.ts';
import { unbooked } from './testing/unbooked.ts';

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
    context.woken.flatMap((wake) => (wake.name === 'deliver-webhooks' ? [deliverToEndpoint(context, wake)] : [])),
  );
  return woken;
}

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
      unbooked({ conversations: conversationStore(tx), conversationId, now: clock.now() }),
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
      unbooked({ conversations: conversationStore(tx), conversationId, now: clock.now() }),
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
