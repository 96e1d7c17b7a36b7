import { afterAll, expect, test } from 'vitest';
import { at } from '@throughline/domain/testing/builders.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { createDatabase } from './database.ts';
import { organizationStore } from './organization-store.ts';
import { sweepStore } from './sweep-store.ts';
import { anOrganization } from './testing/rows.ts';

const { appUrl } = await testDatabase();
const db = createDatabase({ url: appUrl, applicationName: 'sweep store test' });
afterAll(() => db.close());
const organization = anOrganization();
await db.acrossOrganizations((tx) => organizationStore(tx).insert(organization));
const inStore = <T>(work: (store: ReturnType<typeof sweepStore>) => Promise<T>) =>
  db.inOrganization(organization.id, (tx) => work(sweepStore(tx)));

test('a mark moves forward and never back', async () => {
  const [monday, tuesday] = [at('2026-11-02T08:00:00Z'), at('2026-11-03T08:00:00Z')];
  expect(await inStore((store) => store.lastRunFor('digest'))).toBeNull();
  expect(await inStore((store) => store.advance({ name: 'digest', to: tuesday }))).toBe(true);
  expect(await inStore((store) => store.advance({ name: 'digest', to: tuesday }))).toBe(false);
  expect(await inStore((store) => store.advance({ name: 'digest', to: monday }))).toBe(false);
  expect((await inStore((store) => store.lastRunFor('digest')))?.equals(tuesday)).toBe(true);
});

test('one worker at a time holds a lease, the next one after it ran out, and then the first one’s is gone', async () => {
  const wall = at('2026-11-02T08:00:00Z');
  const until = wall.add({ minutes: 5 });
  const lease = (at: Temporal.Instant) =>
    inStore((store) => store.lease({ name: 'plan', wall: at, until: at.add({ minutes: 5 }) }));
  const attempts = await Promise.all([lease(wall), lease(wall), lease(wall)]);
  const [held] = attempts.filter((attempt) => attempt !== null);
  expect(attempts.filter((attempt) => attempt === null)).toHaveLength(2);
  expect(await inStore((store) => store.renew({ lease: held!, until }))).toBe(true);
  expect(await lease(until)).toMatchObject({ leaseNumber: 2 });
  expect(await inStore((store) => store.renew({ lease: held!, until }))).toBe(false);
});

test('a lease that was given back is free at once', async () => {
  const wall = at('2026-11-02T08:00:00Z');
  const input = { name: 'given-back', wall, until: wall.add({ minutes: 5 }) };
  const held = await inStore((store) => store.lease(input));
  await inStore((store) => store.release(held!));
  expect(await inStore((store) => store.lease(input))).toMatchObject({ leaseNumber: 2 });
});
