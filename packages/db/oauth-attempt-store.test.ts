import { at } from '@throughline/domain/testing/builders.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, expect, test } from 'vitest';
import { createDatabase } from './database.ts';
import { oauthAttemptStore, type StoredAttempt } from './oauth-attempt-store.ts';
import { organizationStore } from './organization-store.ts';
import { peopleStore } from './people-store.ts';
import { anOrganization, aStoredPerson, uuid } from './testing/rows.ts';

const { appUrl } = await testDatabase();
const db = createDatabase({ url: appUrl, applicationName: 'test' });
afterAll(() => db.close());

const wall = at('2026-11-02T08:00:00Z');

async function anAttempt() {
  const organization = anOrganization();
  const person = aStoredPerson();
  const attempt: StoredAttempt = {
    id: uuid(),
    stateHash: Buffer.from(uuid()),
    browserHash: Buffer.from('browser'),
    provider: 'google',
    purpose: 'organize',
    attendance: false,
    personId: person.id,
    verifier: Buffer.from('sealed'),
    nonce: 'nonce',
    returnTo: '/connect',
    expiresAt: wall.add({ minutes: 10 }),
  };
  const inStore = <T>(work: (store: ReturnType<typeof oauthAttemptStore>) => Promise<T>) =>
    db.inOrganization(organization.id, (tx) => work(oauthAttemptStore(tx)));
  await db.inOrganization(organization.id, async (tx) => {
    await organizationStore(tx).insert(organization);
    await peopleStore(tx).put([person]);
    await oauthAttemptStore(tx).insert(attempt);
  });
  return { attempt, inStore };
}

test('of many who show a state at once, one spends it', async () => {
  const { attempt, inStore } = await anAttempt();
  const spend = () => inStore((store) => store.spend({ stateHash: attempt.stateHash, wall }));
  const spent = await Promise.all(Array.from({ length: 10 }, spend));
  expect(spent.filter((one) => one !== null)).toMatchObject([{ id: attempt.id, nonce: 'nonce' }]);
});

test('a state of another organisation is unknown', async () => {
  const { attempt } = await anAttempt();
  const other = await anAttempt();
  expect(await other.inStore((store) => store.spend({ stateHash: attempt.stateHash, wall }))).toBeNull();
});

test('expired attempts are removed, later ones kept', async () => {
  const { attempt, inStore } = await anAttempt();
  await inStore((store) => store.removeExpired({ before: attempt.expiresAt }));
  expect(await inStore((store) => store.spend({ stateHash: attempt.stateHash, wall }))).not.toBeNull();
  await inStore((store) => store.removeExpired({ before: attempt.expiresAt.add({ seconds: 1 }) }));
  await inStore((store) => store.insert(attempt));
});
