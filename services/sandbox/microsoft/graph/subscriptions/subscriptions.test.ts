import { describe, expect, test } from 'vitest';
import { graphOf, graphWith } from '../../../testing/graph-client.ts';
import {
  connectMicrosoft,
  microsoftParameters,
  signInScopes,
  startWithMicrosoftPeople,
} from '../../../testing/microsoft-consent.ts';
import { notificationReceiver } from '../../../testing/notification-receiver.ts';

const ida = 'ida@contoso.example';
const minute = 60_000;

async function asIda(receiverOptions: Parameters<typeof notificationReceiver>[0] = {}) {
  const [sandbox, receiver] = [await startWithMicrosoftPeople(), await notificationReceiver(receiverOptions)];
  const call = await graphOf({ sandbox, email: ida });
  const request = (changes: object = {}) => ({
    changeType: 'created,updated,deleted',
    notificationUrl: `${receiver.url}/changes`,
    lifecycleNotificationUrl: `${receiver.url}/lifecycle`,
    resource: '/me/events',
    expirationDateTime: new Date(Date.now() + 3 * 24 * 60 * minute).toISOString(),
    clientState: 'secret',
    ...changes,
  });
  const subscribe = (changes: object = {}) => call('POST', '/subscriptions', { body: request(changes) });
  return { sandbox, receiver, call, request, subscribe };
}

const minutesAhead = (text: string): number => Math.round((Date.parse(text) - Date.now()) / minute);

describe('a subscription', () => {
  test('is answered once both addresses echoed their token', async () => {
    const { receiver, call, subscribe } = await asIda();
    const { status, body } = await subscribe();
    expect(status).toBe(201);
    expect(receiver.handshakes).toEqual(['/changes', '/lifecycle']);
    expect(body).toMatchObject({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#subscriptions/$entity',
      resource: '/me/events',
      changeType: 'created,updated,deleted',
      clientState: 'secret',
      latestSupportedTlsVersion: 'v1_2',
    });
    const { body: list } = await call('GET', '/subscriptions');
    expect(list.value).toEqual([{ ...body, clientState: null, '@odata.context': undefined }]);
  });

  test.each([
    ['encoded', 'Subscription validation request failed. Response must exactly match'],
    ['html', 'Subscription validation request failed. Response must exactly match'],
    ['refused', 'Subscription validation request failed. Notification endpoint must respond with 200 OK'],
  ] as const)('is refused when the handshake comes back %s', async (handshake, message) => {
    const { call, subscribe } = await asIda({ handshake });
    const { status, body } = await subscribe();
    expect([status, body.error.code]).toEqual([400, 'ValidationError']);
    expect(body.error.message).toContain(message);
    expect((await call('GET', '/subscriptions')).body.value).toEqual([]);
  });

  test('is refused when the handshake takes more than ten seconds', async () => {
    const { subscribe } = await asIda({ handshake: 'silent' });
    const { status, body } = await subscribe();
    expect([status, body.error.message]).toEqual([400, 'Subscription validation request timed out.']);
  });

  test('lasts at least 45 minutes and at most as long as Outlook lets it', async () => {
    const { subscribe } = await asIda();
    const until = (minutes: number) => ({ expirationDateTime: new Date(Date.now() + minutes * minute).toISOString() });
    expect(minutesAhead((await subscribe(until(1))).body.expirationDateTime)).toBe(45);
    expect((await subscribe(until(10_060))).status).toBe(201);
    const { status, body } = await subscribe(until(10_080));
    expect([status, body.error.code]).toEqual([400, 'ExtensionError']);
    expect(body.error.message).toBe('Subscription expiration can only be 10070 minutes in the future.');
  });

  test.each([
    ['a resource of another kind', { resource: '/me/messages' }, 400, 'InvalidRequest'],
    ["somebody else's events", { resource: '/users/tom@contoso.example/events' }, 403, 'ErrorAccessDenied'],
    ['plain http elsewhere', { notificationUrl: 'http://app.example/changes' }, 400, 'InvalidRequest'],
    ['a client state of 129 characters', { clientState: 'x'.repeat(129) }, 400, 'InvalidRequest'],
    ['a change nobody knows', { changeType: 'created,moved' }, 400, 'InvalidRequest'],
    ['no expiration', { expirationDateTime: undefined }, 400, 'InvalidRequest'],
  ])('on %s is refused', async (_what, changes, status, code) => {
    const { subscribe } = await asIda();
    const answer = await subscribe(changes);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  test.each(['me/events', `/users/${ida}/events`, "/Users('ida@contoso.example')/events", 'me/calendar/events'])(
    'may name its events as %s',
    async (resource) => {
      const { subscribe } = await asIda();
      expect((await subscribe({ resource })).status).toBe(201);
    },
  );

  test('may name the calendar by its id', async () => {
    const { call, subscribe } = await asIda();
    const { body } = await call('GET', '/me/calendar');
    expect((await subscribe({ resource: `me/calendars/${body.id}/events` })).status).toBe(201);
  });

  test('is renewed, moved to another address that answers, reauthorized and deleted, but given no lifecycle address later', async () => {
    const { receiver, call, subscribe } = await asIda();
    const path = `/subscriptions/${(await subscribe({ lifecycleNotificationUrl: undefined })).body.id}`;
    const expirationDateTime = new Date(Date.now() + 100 * minute).toISOString();
    const notificationUrl = `${receiver.url}/elsewhere`;
    const renewed = await call('PATCH', path, { body: { expirationDateTime, notificationUrl } });
    expect(minutesAhead(renewed.body.expirationDateTime)).toBe(100);
    expect(receiver.handshakes).toEqual(['/changes', '/elsewhere']);
    const late = await call('PATCH', path, { body: { lifecycleNotificationUrl: `${receiver.url}/lifecycle` } });
    expect([late.status, late.body.error.code]).toEqual([400, 'InvalidRequest']);
    expect((await call('POST', `${path}/reauthorize`)).status).toBe(204);
    expect((await call('DELETE', path)).status).toBe(204);
    for (const [method, suffix] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/reauthorize'],
    ] as const) {
      expect((await call(method, `${path}${suffix}`)).body.error.code).toBe('ResourceNotFound');
    }
  });

  test('belongs to the application that made it, and takes more than Calendars.ReadBasic', async () => {
    const { sandbox, call, request, subscribe } = await asIda();
    const { body } = await subscribe();
    const tokenWith = async (scope: string) => {
      const parameters = microsoftParameters({ scope: [...signInScopes, scope].join(' ') });
      const { body: tokens } = await connectMicrosoft({ url: sandbox.url, parameters });
      return graphWith({ url: sandbox.url, token: tokens['access_token'] ?? '' });
    };
    const basic = await tokenWith('Calendars.ReadBasic');
    expect((await basic('POST', '/subscriptions', { body: request() })).status).toBe(403);
    const full = await tokenWith('Calendars.ReadWrite');
    const theirs = await full('POST', '/subscriptions', { body: request() });
    expect(theirs).toMatchObject({ status: 201, body: { applicationId: 'test-app' } });
    expect((await full('GET', `/subscriptions/${body.id}`)).status).toBe(404);
    expect((await call('GET', '/subscriptions')).body.value).toHaveLength(1);
  });
});
