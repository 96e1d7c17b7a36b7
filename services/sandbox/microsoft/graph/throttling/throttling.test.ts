import { expect, test, vi } from 'vitest';
import { openClock } from '../../../core/clock/sandbox-clock.ts';
import { forgetfulJournal } from '../../../core/state/journal.ts';
import { graphOf } from '../../../testing/graph-client.ts';
import { startWithMicrosoftPeople } from '../../../testing/microsoft-consent.ts';
import { GraphError } from '../graph-error.ts';
import { createMailboxLimits } from './mailbox-limits.ts';

const ida = 'ida@contoso.example';
const mine = { clientId: 'app', mailbox: ida };

function refusalOf(call: () => unknown): GraphError {
  try {
    call();
  } catch (error) {
    if (error instanceof GraphError) return error;
    throw error;
  }
  throw new Error('the call was not refused');
}

test('the fifth call at once is refused, while others and other mailboxes are let in', () => {
  const limits = createMailboxLimits({ clock: openClock({ journal: forgetfulJournal() }) });
  const [leave = () => undefined] = [1, 2, 3, 4].map(() => limits.enter(mine));
  expect(refusalOf(() => limits.enter(mine))).toMatchObject({
    status: 429,
    code: 'ApplicationThrottled',
    message: 'Application is over its MailboxConcurrency limit.',
    headers: { 'retry-after': '1' },
  });
  expect(() => limits.enter({ ...mine, clientId: 'another' })).not.toThrow();
  expect(() => limits.enter({ ...mine, mailbox: 'tom@contoso.example' })).not.toThrow();
  leave();
  leave();
  expect(() => limits.enter(mine)).not.toThrow();
  expect(() => limits.enter(mine)).toThrow(GraphError);
});

test('ten thousand calls in ten minutes are the most, and the eleventh minute is another', () => {
  const clock = openClock({ journal: forgetfulJournal() });
  const limits = createMailboxLimits({ clock });
  for (let at = 0; at < 10_000; at += 1) limits.enter(mine)();
  const refusal = refusalOf(() => limits.enter(mine));
  expect(refusal.message).toBe('Application is over its MailboxRequests limit.');
  expect(Number(refusal.headers['retry-after'])).toBeGreaterThan(500);
  clock.moveTo(clock.now().add({ minutes: 11 }));
  expect(() => limits.enter(mine)()).not.toThrow();
});

test('calls that are held up count as under way, until their caller hangs up', async () => {
  const sandbox = await startWithMicrosoftPeople();
  const call = await graphOf({ sandbox, email: ida });
  const { access_token: token } = (await sandbox.control('POST', 'token', { email: ida })) as { access_token: string };
  await sandbox.control('POST', 'faults', { kind: 'delay', path: '/me/calendars', milliseconds: 20_000, times: 4 });
  const patience = new AbortController();
  const headers = { authorization: `Bearer ${token}` };
  const held = Array.from({ length: 4 }, () =>
    fetch(`${sandbox.url}/v1.0/me/calendars`, { headers, signal: patience.signal }),
  );
  const overs = Promise.allSettled(held);
  await vi.waitFor(async () => expect((await call('GET', '/me/calendar')).status).toBe(429), { timeout: 15_000 });
  const { headers: answered, body } = await call('GET', '/me/calendar');
  expect(answered.get('retry-after')).toBe('1');
  expect(body.error.code).toBe('ApplicationThrottled');
  expect((await call('GET', '/me')).status).toBe(200);
  patience.abort();
  await overs;
  await vi.waitFor(async () => expect((await call('GET', '/me/calendar')).status).toBe(200), { timeout: 15_000 });
});
