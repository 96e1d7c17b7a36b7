import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { refusal, startWithPeople } from '../../testing/test-sandbox.ts';

const primary = { calendarId: 'primary' };
/** Most of a second may pass on a machine that has other things to do before the first message is on its way. */
const patience = { timeout: 15_000 };
const entry = { start: { date: '2027-01-12' }, end: { date: '2027-01-13' } };

async function withReceiver(options: { answers?: number[] } = {}) {
  const received: IncomingHttpHeaders[] = [];
  const answers = [...(options.answers ?? [])];
  const server = createServer((request, response) => {
    received.push(request.headers);
    response.statusCode = answers.shift() ?? 200;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const sandbox = await startWithPeople();
  const ana = await sandbox.calendarOf('ana@acme.example');
  const watch = (changes: object = {}) =>
    ana.events.watch({
      ...primary,
      requestBody: {
        id: 'channel-1',
        type: 'web_hook',
        address: `http://127.0.0.1:${port}/push`,
        token: 'secret',
        ...changes,
      },
    });
  const states = () => received.map((headers) => headers['x-goog-resource-state']);
  return { ...sandbox, ana, watch, received, states };
}

test('a channel says first that it is open, then that something changed, counting its messages', async () => {
  const { ana, watch, received, states } = await withReceiver();
  const { data } = await watch();
  await vi.waitFor(() => expect(states()).toEqual(['sync']), patience);
  await ana.events.insert({ ...primary, requestBody: entry });
  await vi.waitFor(() => expect(states()).toEqual(['sync', 'exists']), patience);
  expect(received[1]).toMatchObject({
    'x-goog-channel-id': 'channel-1',
    'x-goog-channel-token': 'secret',
    'x-goog-message-number': '2',
    'x-goog-resource-id': data.resourceId,
    'x-goog-channel-expiration': new Date(Number(data.expiration)).toUTCString(),
    'content-length': '0',
  });
});

test('an invitation by somebody else is a change too', async () => {
  const { calendarOf, watch, states } = await withReceiver();
  await watch();
  const ben = await calendarOf('ben@acme.example');
  await ben.events.insert({ ...primary, requestBody: { ...entry, attendees: [{ email: 'ana@acme.example' }] } });
  await vi.waitFor(() => expect(states()).toEqual(['sync', 'exists']), patience);
});

test('a message lost stays lost; the next one counts on', async () => {
  const { ana, control, watch, received } = await withReceiver();
  await watch();
  await vi.waitFor(() => expect(received).toHaveLength(1), patience);
  await control('POST', 'faults', { kind: 'drop_push', account: 'ana@acme.example' });
  await ana.events.insert({ ...primary, requestBody: entry });
  await wait(150);
  await ana.events.insert({ ...primary, requestBody: entry });
  await vi.waitFor(() => expect(received.at(-1)?.['x-goog-message-number']).toBe('3'), patience);
  expect(received).toHaveLength(2);
});

test('a receiver that answers 503 is tried again', async () => {
  const { watch, received } = await withReceiver({ answers: [503] });
  await watch();
  await vi.waitFor(() => expect(received).toHaveLength(2), patience);
  expect(received[0]?.['x-goog-message-number']).toBe(received[1]?.['x-goog-message-number']);
});

test('a stopped channel and one past its expiration are silent', async () => {
  const { ana, control, watch, states } = await withReceiver();
  const { data } = await watch();
  const stop = (resourceId: string) => ana.channels.stop({ requestBody: { id: 'channel-1', resourceId } });
  expect((await refusal(stop('another'))).status).toBe(404);
  expect((await stop(data.resourceId ?? '')).status).toBe(204);
  expect((await refusal(stop(data.resourceId ?? ''))).status).toBe(404);
  await watch({ id: 'channel-2', params: { ttl: '3600' } });
  await control('POST', 'clock', { advance: 'PT2H' });
  await ana.events.insert({ ...primary, requestBody: entry });
  await wait(150);
  expect(states()).toEqual(['sync', 'sync']);
});

test.each([
  ['an id in use', {}, 'channelIdNotUnique'],
  ['plain http elsewhere', { id: 'c2', address: 'http://app.example/push' }, 'push.webhookUrlNotHttps'],
  ['an id too long', { id: 'c'.repeat(65) }, 'invalid'],
])('%s is refused', async (_what, changes, reason) => {
  const { watch } = await withReceiver();
  await watch();
  expect(await refusal(watch(changes))).toEqual({ status: 400, reason });
});
