import { expect, onTestFinished, test } from 'vitest';
import { openClock } from '../../../core/clock/sandbox-clock.ts';
import { forgetfulJournal } from '../../../core/state/journal.ts';
import { graphOf } from '../../../testing/graph-client.ts';
import type { GraphAnswer } from '../../../testing/graph-client.ts';
import { startWithMicrosoftPeople } from '../../../testing/microsoft-consent.ts';
import { GraphError } from '../graph-error.ts';
import { createMailboxLimits } from './mailbox-limits.ts';

const mine = { clientId: 'app', mailbox: 'ida@contoso.example' };

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

test('calls that are held up count as under way; a call over makes room', async () => {
  const sandbox = await startWithMicrosoftPeople();
  const call = await graphOf({ sandbox, email: 'ida@contoso.example' });
  await sandbox.control('POST', 'faults', { kind: 'delay', path: '/me/calendars', milliseconds: 4000, times: 4 });
  const held = Array.from({ length: 4 }, () => call('GET', '/me/calendars'));
  let refused: GraphAnswer;
  const patience = Date.now() + 3000;
  do refused = await call('GET', '/me/calendar');
  while (refused.status === 200 && Date.now() < patience);
  onTestFinished(async () => void (await Promise.all(held)));
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.body.error.code).toBe('ApplicationThrottled');
  expect((await call('GET', '/me')).status).toBe(200);
  expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await call('GET', '/me/calendar')).status).toBe(200);
});
