import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { copyPeople } from './copy-people.ts';
import { createDatabase } from './database.ts';
import { organizationStore } from './organization-store.ts';
import { peopleStore, type StoredPerson } from './people-store.ts';
import { anOrganization, aStoredPerson, uuid } from './testing/rows.ts';

const { appUrl } = await testDatabase();
const db = createDatabase({ url: appUrl, applicationName: 'copy people test' });
afterAll(() => db.close());

/** Whatever PostgreSQL can keep as text: what separates, quotes and escapes in its other formats among it. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('', '\\N', '\t', '\n', '\\', '"', '{}', 'NULL', ',', 'é'.repeat(2_000), '👩🏽‍💻'),
);
const kept = text.map((value) => value.replaceAll('\0', ''));
const date = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((value) => Temporal.PlainDate.from(value.toISOString().slice(0, 10)));
const moment = fc
  .bigInt({ min: -62_000_000_000_000_000n, max: 250_000_000_000_000_000n })
  .map((microseconds) => Temporal.Instant.fromEpochNanoseconds(microseconds * 1_000n));
const perhaps = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

const facts: fc.Arbitrary<Partial<StoredPerson>> = fc.record({
  externalId: perhaps(kept),
  givenName: kept,
  familyName: kept,
  displayName: kept,
  timeZone: perhaps(fc.constantFrom('Europe/Berlin', 'America/Sao_Paulo')),
  country: perhaps(fc.constantFrom('DE', 'BR')),
  workingHours: perhaps(fc.constant({ 1: [{ from: '09:00', to: '17:30' }] } as never)),
  groups: fc.uniqueArray(kept, { maxLength: 5 }),
  level: perhaps(kept),
  startDate: perhaps(date),
  endDate: perhaps(date),
  lastCareerConversationOn: perhaps(date),
  updatedAt: moment,
});

test('whoever is copied is read back as stated, whatever stands in their record', async () => {
  const organization = anOrganization();
  await db.acrossOrganizations((tx) => organizationStore(tx).insert(organization));
  await fc.assert(
    fc.asyncProperty(fc.array(facts, { minLength: 1, maxLength: 60 }), async (several) => {
      const people = several.map((one) => {
        const externalId = one.externalId === null ? null : `${uuid()} ${one.externalId}`;
        return aStoredPerson({ ...one, externalId });
      });
      const byId = await db.inOrganization(organization.id, async (tx) => {
        expect(await copyPeople({ tx, people })).toBe(people.length);
        expect(await copyPeople({ tx, people })).toBe(0);
        const found = await peopleStore(tx).known({ ids: people.map(({ id }) => id), externalIds: [], emails: [] });
        return new Map(found.map((one) => [one.id, one]));
      });
      expect(people.map(({ id }) => byId.get(id))).toEqual(people);
    }),
    { numRuns: 60 },
  );
});
