import { createDatabase } from '@throughline/db/database.ts';
import { createHrSystems } from '@throughline/hr-systems/registry.ts';
import { createMailRenderer } from '@throughline/mail/render-mail.ts';
import { createWebhookSender } from '@throughline/runtime/create-webhook-sender.ts';
import { createKeyring, generateKey } from '@throughline/security/keyring.ts';
import { publicOnly } from '@throughline/security/outbound/outbound-url.ts';
import { testClock } from '@throughline/testing/test-clock.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll } from 'vitest';
import type { CalendarRegistry } from '../ports/calendar.ts';
import type { Log } from '../ports/log.ts';
import type { QueuePort } from '../ports/queue.ts';

/** Where no provider is set up. */
const noCalendars: CalendarRegistry = {
  offered: () => [],
  provider: (name) => {
    throw new Error(`${name} is not offered here`);
  },
};

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What use cases act through, on a database of its own; calendars and the mail server are each test's. Call it at the top of a file. */
export async function testContext({
  now = '2027-01-20T09:00:00Z',
  wall = now,
}: { now?: string; wall?: Temporal.Instant | string } = {}) {
  const { appUrl, adminUrl, queueUrl } = await testDatabase();
  const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 6 });
  afterAll(() => db.close());
  const woken: Parameters<QueuePort['wake']>[0][] = [];
  const clock = testClock({ now, wall });
  const rules = { ...publicOnly, allowLoopback: true };
  return {
    db,
    appUrl,
    adminUrl,
    queueUrl,
    clock,
    calendars: noCalendars,
    keyring: createKeyring(`v1:${generateKey()}`),
    publicUrl: 'http://throughline.example',
    log: silent,
    renderMail: createMailRenderer(),
    webhooks: createWebhookSender({ rules, milliseconds: 1_000 }),
    hrSystems: createHrSystems({ rules, wall: clock.wall }),
    queue: {
      wake: async (wake: Parameters<QueuePort['wake']>[0]) => {
        woken.push(wake);
      },
    },
    woken,
  };
}
