import { machineTime } from '@throughline/testing/machine-time.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { changeWebhookEndpoint } from './change-webhook-endpoint.ts';
import { deliverToEndpoint } from './deliver-to-endpoint.ts';
import { removeWebhookEndpoint } from './remove-webhook-endpoint.ts';
import { replayWebhook, replayWebhooksSince } from './replay-webhooks.ts';
import { testWebhookEndpoint } from './test-webhook-endpoint.ts';
import { aToldPair } from './testing/a-told-pair.ts';
import { putOrganization } from './testing/outbox-rows.ts';
import { testContext } from './testing/test-context.ts';

const now = '2027-01-20T09:00:00Z';
const context = await testContext({ now, wall: machineTime() });
const { db, clock } = context;
const actor = { kind: 'operator' } as const;
beforeEach(() => clock.set(now));

describe('what an endpoint missed', () => {
  test('while it was switched off can be sent afterwards, each event once and under its own id', async () => {
    const told = await aToldPair({ context });
    await told.happen(2);
    await deliverToEndpoint(context, told);
    await told.happen(1);
    await changeWebhookEndpoint(context, { ...told, actor, change: { state: 'disabled' } });
    clock.advanceBy({ hours: 5 });
    await told.happen(3);
    const since = clock.now().subtract({ hours: 24 });
    expect(await replayWebhooksSince(context, { ...told, since, all: false })).toEqual({ kind: 'switched_off' });
    await changeWebhookEndpoint(context, { ...told, actor, change: { state: 'enabled' } });
    await deliverToEndpoint(context, told);
    expect(told.receiver.received).toHaveLength(2);

    expect(await replayWebhooksSince(context, { ...told, since, all: false })).toEqual({ kind: 'replayed', count: 4 });
    expect(await replayWebhooksSince(context, { ...told, since, all: false })).toEqual({ kind: 'replayed', count: 0 });
    await deliverToEndpoint(context, told);
    const ids = (await told.events()).map(({ id }) => id);
    expect(ids).toHaveLength(6);
    expect(told.receiver.ids().toSorted()).toEqual(ids.toSorted());
  });

  test('is sent as of the moment that is asked for, and with all even what it has', async () => {
    const told = await aToldPair({ context });
    await told.happen(2);
    clock.advanceBy({ hours: 5 });
    await told.happen(3);
    await deliverToEndpoint(context, told);
    expect(await replayWebhooksSince(context, { ...told, since: clock.now(), all: false })).toMatchObject({ count: 0 });
    expect(await replayWebhooksSince(context, { ...told, since: clock.now(), all: true })).toMatchObject({ count: 3 });
    await deliverToEndpoint(context, told);
    expect(told.receiver.received).toHaveLength(8);
    expect(new Set(told.receiver.ids()).size).toBe(5);
  });

  test('is what it asked to be told of, and of its own organisation', async () => {
    const told = await aToldPair({ context, eventTypes: ['import.completed'] });
    const other = await aToldPair({ context });
    await told.happen(2);
    await other.happen(2);
    const since = clock.now().subtract({ hours: 1 });
    expect(await replayWebhooksSince(context, { ...told, since, all: true })).toMatchObject({ count: 0 });
    expect(
      await replayWebhooksSince(context, {
        organizationId: told.organizationId,
        endpointId: other.endpointId,
        since,
        all: true,
      }),
    ).toEqual({ kind: 'not_found' });
  });
});

describe('one event', () => {
  test('can be sent again, whatever became of it', async () => {
    const told = await aToldPair({ context });
    await told.happen();
    await deliverToEndpoint(context, told);
    const [delivery] = await told.deliveries();
    const replay = { ...told, deliveryId: delivery!.id };
    expect(await replayWebhook(context, replay)).toMatchObject({
      kind: 'replayed',
      delivery: { state: 'waiting', attempts: 0, deliveredAt: null },
    });
    await deliverToEndpoint(context, told);
    expect(told.receiver.ids()).toEqual([delivery!.eventId, delivery!.eventId]);
  });

  test('of another endpoint or organisation is nothing here', async () => {
    const told = await aToldPair({ context });
    const other = await aToldPair({ context });
    const second = await told.add(other.receiver.url);
    for (const one of [told, other]) {
      await one.happen();
      await deliverToEndpoint(context, one);
    }
    const [[own], [foreign]] = [await told.deliveries(), await other.deliveries()];
    const { organizationId, endpointId } = told;
    for (const given of [
      { organizationId, endpointId, deliveryId: foreign!.id },
      { organizationId, endpointId: other.endpointId, deliveryId: foreign!.id },
      { organizationId, endpointId: second.id, deliveryId: own!.id },
    ]) {
      expect(await replayWebhook(context, given)).toEqual({ kind: 'not_found' });
    }
    expect(await other.deliveries()).toMatchObject([{ state: 'delivered' }]);
  });
});

describe('a test', () => {
  test('is sent at once and tells what came of it, to an endpoint that is switched off and before a launch too', async () => {
    const told = await aToldPair({ context, organization: { state: 'draft' } });
    await changeWebhookEndpoint(context, { ...told, actor, change: { state: 'disabled' } });
    expect(await testWebhookEndpoint(context, told)).toMatchObject({
      kind: 'tested',
      delivery: { state: 'delivered', attempts: 1, lastStatus: 204, event: { type: 'webhook.test' } },
    });
    expect(told.receiver.verified(told.secret)).toEqual([
      { type: 'webhook.test', timestamp: now, data: { endpoint_id: told.endpointId } },
    ]);
  });

  test('that fails is not tried again and says nothing about the endpoint', async () => {
    const told = await aToldPair({ context });
    told.receiver.answer = (response) => void response.writeHead(410).end();
    expect(await testWebhookEndpoint(context, told)).toMatchObject({ delivery: { state: 'failed', lastStatus: 410 } });
    await deliverToEndpoint(context, told);
    expect(told.receiver.received).toHaveLength(1);
    expect(await told.endpoints()).toMatchObject([{ state: 'enabled', failingSince: null }]);
    const [delivery] = await told.deliveries();
    expect(await replayWebhook(context, { ...told, deliveryId: delivery!.id })).toEqual({ kind: 'only_tested' });
    const since = clock.now().subtract({ hours: 1 });
    expect(await replayWebhooksSince(context, { ...told, since, all: true })).toMatchObject({ count: 0 });
  });

  test('is not sent while the organisation is paused', async () => {
    const told = await aToldPair({ context });
    await putOrganization({ db, organization: { ...told.organization, state: 'paused', stateBeforePause: 'live' } });
    expect(await testWebhookEndpoint(context, told)).toEqual({ kind: 'paused' });
    expect(told.receiver.received).toEqual([]);
  });
});

test('an endpoint that was removed is told nothing, and nothing of it is left', async () => {
  const told = await aToldPair({ context });
  await told.happen();
  expect(await removeWebhookEndpoint(context, { ...told, actor })).toBe('removed');
  expect(await removeWebhookEndpoint(context, { ...told, actor })).toBe('not_found');
  await deliverToEndpoint(context, told);
  expect(told.receiver.received).toEqual([]);
  expect(await told.deliveries()).toEqual([]);
});
