import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { graphOf } from '../../../testing/graph-client.ts';
import { microsoftPeople, startWithMicrosoftPeople } from '../../../testing/microsoft-consent.ts';
import { notificationReceiver } from '../../../testing/notification-receiver.ts';
import { startTestSandbox } from '../../../testing/test-sandbox.ts';

const ida = 'ida@contoso.example';
const patience = { timeout: 15_000 };

const entry = (subject: string, more: object = {}) => ({
  subject,
  start: { dateTime: '2027-01-12T10:00:00', timeZone: 'UTC' },
  end: { dateTime: '2027-01-12T11:00:00', timeZone: 'UTC' },
  ...more,
});

/** Ida's calendar, watched. */
async function watched({ answers = [], changes = {} }: { answers?: number[]; changes?: object } = {}) {
  const [sandbox, receiver] = [await startWithMicrosoftPeople(), await notificationReceiver({ answers })];
  const call = await graphOf({ sandbox, email: ida });
  const subscribe = (more: object = {}, headers: Record<string, string> = {}) =>
    call('POST', '/subscriptions', {
      headers,
      body: {
        changeType: 'created,updated,deleted',
        notificationUrl: `${receiver.url}/changes`,
        lifecycleNotificationUrl: `${receiver.url}/lifecycle`,
        resource: '/me/events',
        expirationDateTime: new Date(Date.now() + 4 * 24 * 3600 * 1000).toISOString(),
        clientState: 'secret',
        ...changes,
        ...more,
      },
    });
  const { body: subscription } = await subscribe();
  const kinds = () => receiver.itemsAt('/changes').map(({ changeType }) => changeType);
  const lifecycle = () => receiver.itemsAt('/lifecycle').map(({ lifecycleEvent }) => lifecycleEvent);
  return { sandbox, receiver, call, subscribe, subscription, kinds, lifecycle };
}

describe('changes', () => {
  test('a new event is announced as created and updated twice, in one post, by id and etag', async () => {
    const { receiver, call, subscription, kinds } = await watched();
    const { body: event } = await call('POST', '/me/events', { body: entry('Walk') });
    await vi.waitFor(() => expect(kinds()).toEqual(['created', 'updated', 'updated']), patience);
    expect(receiver.posts).toHaveLength(1);
    const { body: me } = await call('GET', '/me');
    expect(receiver.posts[0]?.items[0]).toEqual({
      subscriptionId: subscription.id,
      subscriptionExpirationDateTime: subscription.expirationDateTime,
      clientState: 'secret',
      tenantId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      changeType: 'created',
      resource: `Users/${me.id}/Events/${event.id}`,
      resourceData: {
        '@odata.type': '#Microsoft.Graph.Event',
        '@odata.id': `Users/${me.id}/Events/${event.id}`,
        '@odata.etag': event['@odata.etag'],
        id: event.id,
      },
    });
  });

  test('an edit is announced as updates, a deletion as such, and only what was asked for', async () => {
    const { call, kinds } = await watched({ changes: { changeType: 'updated, deleted' } });
    const { body: event } = await call('POST', '/me/events', { body: entry('Walk') });
    await vi.waitFor(() => expect(kinds()).toEqual(['updated', 'updated']), patience);
    await call('PATCH', `/me/events/${event.id}`, { body: { subject: 'Run' } });
    await vi.waitFor(() => expect(kinds()).toHaveLength(4), patience);
    await call('DELETE', `/me/events/${event.id}`);
    await vi.waitFor(() => expect(kinds().slice(2)).toEqual(['updated', 'updated', 'deleted']), patience);
  });

  test("an invitation from another cloud is a change, and so is its organizer's cancellation", async () => {
    const { sandbox, kinds } = await watched();
    await sandbox.control('POST', 'accounts', { email: 'gus@acme.example', displayName: 'Gus', timeZone: 'UTC' });
    const gus = await sandbox.calendarOf('gus@acme.example');
    const { data } = await gus.events.insert({
      calendarId: 'primary',
      sendUpdates: 'all',
      requestBody: {
        start: { dateTime: '2027-01-12T10:00:00Z' },
        end: { dateTime: '2027-01-12T11:00:00Z' },
        attendees: [{ email: ida }],
      },
    });
    await vi.waitFor(() => expect(kinds()).toEqual(['created', 'updated', 'updated']), patience);
    await gus.events.delete({ calendarId: 'primary', eventId: data.id ?? '', sendUpdates: 'all' });
    await vi.waitFor(() => expect(kinds().slice(3)).toEqual(['updated', 'updated']), patience);
  });

  test('subscriptions at one address share a post; ids have the form each was made with', async () => {
    const { receiver, call, subscribe } = await watched();
    const second = await subscribe({ clientState: 'other' }, { prefer: 'IdType="ImmutableId"' });
    const { body: event } = await call('POST', '/me/events', { body: entry('Walk') });
    const immutable = await call('GET', `/me/events/${event.id}`, { headers: { prefer: 'IdType="ImmutableId"' } });
    await vi.waitFor(() => expect(receiver.posts).toHaveLength(1), patience);
    const { items = [] } = receiver.posts[0] ?? {};
    expect(new Set(items.map(({ clientState }) => clientState))).toEqual(new Set(['secret', 'other']));
    const theirs = items.find(({ subscriptionId }) => subscriptionId === second.body.id);
    expect(theirs?.resourceData?.['id']).toBe(immutable.body.id);
    expect(immutable.body.id).not.toBe(event.id);
  });

  test('an address that answers 503 is tried again with the same', async () => {
    const { receiver, call } = await watched({ answers: [503] });
    await call('POST', '/me/events', { body: entry('Walk') });
    await vi.waitFor(() => expect(receiver.posts).toHaveLength(2), patience);
    expect(receiver.posts[1]).toEqual(receiver.posts[0]);
  });

  test('what no attempt delivered is lost, and said to be missed', async () => {
    const { call, lifecycle, kinds } = await watched({ answers: [500, 500, 500] });
    await call('POST', '/me/events', { body: entry('Walk') });
    await vi.waitFor(() => expect(lifecycle()).toEqual(['missed']), patience);
    expect(kinds()).toHaveLength(9);
  });

  test('a notification lost stays lost; one held up comes late', async () => {
    const { sandbox, call, kinds } = await watched();
    await sandbox.control('POST', 'faults', { kind: 'drop_push', account: ida });
    const { body: event } = await call('POST', '/me/events', { body: entry('Walk') });
    await sandbox.control('POST', 'clock', { advance: 'PT1S' });
    expect(kinds()).toEqual([]);
    await sandbox.control('POST', 'faults', { kind: 'delay_push', account: ida, milliseconds: 300 });
    const before = Date.now();
    await call('DELETE', `/me/events/${event.id}`);
    await vi.waitFor(() => expect(kinds()).toEqual(['deleted']), patience);
    expect(Date.now() - before).toBeGreaterThanOrEqual(300);
  });

  test('a deleted subscription is silent', async () => {
    const { call, subscription, kinds } = await watched();
    await call('DELETE', `/subscriptions/${subscription.id}`);
    await call('POST', '/me/events', { body: entry('Walk') });
    await wait(150);
    expect(kinds()).toEqual([]);
  });
});

describe('the life of a subscription', () => {
  test('anything can be announced of it on demand', async () => {
    const { sandbox, receiver, call, subscription, lifecycle } = await watched();
    await sandbox.control('POST', 'lifecycle', { subscriptionId: subscription.id, event: 'reauthorizationRequired' });
    await vi.waitFor(() => expect(lifecycle()).toEqual(['reauthorizationRequired']), patience);
    expect(receiver.itemsAt('/lifecycle')[0]).toEqual({
      subscriptionId: subscription.id,
      subscriptionExpirationDateTime: subscription.expirationDateTime,
      clientState: 'secret',
      tenantId: expect.any(String),
      lifecycleEvent: 'reauthorizationRequired',
    });
    expect(await sandbox.control('POST', 'lifecycle', { account: ida, event: 'missed' })).toEqual({ announced: 1 });
    await vi.waitFor(() => expect(lifecycle()).toHaveLength(2), patience);
    await sandbox.control('POST', 'lifecycle', { account: ida, event: 'subscriptionRemoved' });
    await vi.waitFor(() => expect(lifecycle()).toHaveLength(3), patience);
    expect((await call('GET', `/subscriptions/${subscription.id}`)).status).toBe(404);
    await expect(sandbox.control('POST', 'lifecycle', { event: 'missed' })).rejects.toThrow(/^400/);
  });

  test('its end is announced a day ahead, again after a renewal, and when it came', async () => {
    const { sandbox, call, subscription, lifecycle } = await watched();
    const advance = (by: string) => sandbox.control('POST', 'clock', { advance: by });
    await advance('P2D');
    expect(lifecycle()).toEqual([]);
    await advance('P1DT1H');
    expect(lifecycle()).toEqual(['reauthorizationRequired']);
    const { now } = (await sandbox.control('GET', 'clock')) as { now: string };
    const expirationDateTime = new Date(Date.parse(now) + 4 * 24 * 3600 * 1000).toISOString();
    await call('PATCH', `/subscriptions/${subscription.id}`, { body: { expirationDateTime } });
    await advance('P3DT1H');
    await advance('P1D');
    expect(lifecycle()).toEqual(['reauthorizationRequired', 'reauthorizationRequired', 'subscriptionRemoved']);
    expect((await call('GET', '/subscriptions')).body.value).toEqual([]);
  });

  test('a revoked grant ends it', async () => {
    const { sandbox, lifecycle } = await watched();
    await sandbox.control('POST', 'faults', { kind: 'revoked_grant', account: ida });
    await vi.waitFor(() => expect(lifecycle()).toEqual(['subscriptionRemoved']), patience);
  });

  test('it outlives a restart', async () => {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'sandbox-'));
    onTestFinished(() => rm(dataDirectory, { recursive: true, force: true }));
    const receiver = await notificationReceiver();
    const first = await startTestSandbox({ dataDirectory });
    await first.control('POST', 'accounts', { accounts: microsoftPeople });
    const body = {
      changeType: 'created',
      notificationUrl: `${receiver.url}/changes`,
      resource: '/me/events',
      expirationDateTime: new Date(Date.now() + 24 * 3600 * 1000).toISOString(),
    };
    const call = await graphOf({ sandbox: first, email: ida });
    expect((await call('POST', '/subscriptions', { body })).status).toBe(201);
    await first.close();
    const second = await startTestSandbox({ dataDirectory });
    const again = await graphOf({ sandbox: second, email: ida });
    await again('POST', '/me/events', { body: entry('Walk') });
    await vi.waitFor(() => expect(receiver.itemsAt('/changes')).toHaveLength(1), patience);
  });
});
