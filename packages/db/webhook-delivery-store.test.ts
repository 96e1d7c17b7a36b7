import { at } from '@throughline/domain/testing/builders.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, expect, test } from 'vitest';
import { createDatabase } from './database.ts';
import { organizationStore } from './organization-store.ts';
import { anOrganization, uuid } from './testing/rows.ts';
import { webhookDeliveryStore } from './webhook-delivery-store.ts';
import { webhookEndpointStore } from './webhook-endpoint-store.ts';
import { webhookEventStore } from './webhook-event-store.ts';

const { appUrl, adminUrl } = await testDatabase();
const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 2 });
afterAll(() => db.close());

const now = at('2027-01-20T09:00:00Z');

test('a lease takes as many as it asks for, also by the plan PostgreSQL makes for a table it found empty', async () => {
  await asSession(adminUrl, (superuser) => superuser.query('ANALYZE webhook_delivery'));
  const organization = anOrganization();
  const endpoint = { id: uuid(), url: 'https://hr.example.com/', description: '', eventTypes: null };
  const events = Array.from({ length: 40 }, () => ({ type: 'report.published' as const, at: now, data: {} }));
  await db.inOrganization(organization.id, async (tx) => {
    await organizationStore(tx).insert(organization);
    await webhookEndpointStore(tx).insert({ endpoint: { ...endpoint, secret: Buffer.from('sealed') }, now });
    await webhookEventStore(tx).add(events);
  });
  const lease = { endpointId: endpoint.id, now, wall: now, until: now.add({ seconds: 60 }), limit: 8 };
  const take = () => db.inOrganization(organization.id, (tx) => webhookDeliveryStore(tx).lease(lease));
  const seen = new Set<string>();
  for (const expected of [8, 8, 8, 8, 8, 0]) {
    const leased = await take();
    expect(leased).toHaveLength(expected);
    for (const { eventId } of leased) seen.add(eventId);
  }
  expect(seen.size).toBe(40);
});
