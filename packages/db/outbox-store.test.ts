import { at } from '@throughline/domain/testing/builders.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, expect, test } from 'vitest';
import { createDatabase } from './database.ts';
import { organizationStore } from './organization-store.ts';
import { outboxStore } from './outbox-store.ts';
import { peopleStore } from './people-store.ts';
import { anOrganization, aStoredPerson } from './testing/rows.ts';

const { appUrl, adminUrl } = await testDatabase();
const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 2 });
afterAll(() => db.close());

const now = at('2027-01-20T09:00:00Z');

test('a lease takes as many mails as it asks for, also by the plan PostgreSQL makes for a table it found empty', async () => {
  await asSession(adminUrl, (superuser) => superuser.query('ANALYZE outbox'));
  const organization = anOrganization();
  const person = aStoredPerson();
  const mails = Array.from({ length: 40 }, (_, index) => ({
    dedupeKey: `reminder.${index}`,
    template: 'monday-mail',
    recipientId: person.id,
    toAddress: person.workEmail,
    payload: {},
    messageId: `<${index}@example.com>`,
    dueAt: now,
  }));
  await db.inOrganization(organization.id, async (tx) => {
    await organizationStore(tx).insert(organization);
    await peopleStore(tx).put([person]);
    await outboxStore(tx).add({ mails, now });
  });
  const take = () =>
    db.inOrganization(organization.id, (tx) =>
      outboxStore(tx).lease({ now, wall: now, until: now.add({ seconds: 60 }), limit: 8 }),
    );
  const seen = new Set<string>();
  for (const expected of [8, 8, 8, 8, 8, 0]) {
    const leased = await take();
    expect(leased).toHaveLength(expected);
    for (const { id } of leased) seen.add(id);
  }
  expect(seen.size).toBe(40);
});
