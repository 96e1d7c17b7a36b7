import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { anOrganization } from '@throughline/db/testing/rows.ts';
import { expect, test } from 'vitest';
import { importPeople } from './import-people.ts';
import { noteBegunLines } from './note-begun-lines.ts';
import { testContext } from './testing/test-context.ts';

const context = await testContext({ now: '2027-03-30T09:00:00Z' });
const { db, clock } = context;
const { id: organizationId, ...organization } = anOrganization({ timeZone: 'America/New_York' });
await db.acrossOrganizations((tx) => organizationStore(tx).insert({ ...organization, id: organizationId }));

const row = (id: string, manager?: { externalId: string; since: Temporal.PlainDate }) => ({
  externalId: id,
  givenName: id,
  familyName: 'Sund',
  workEmail: `${id}@example.com`,
  ...(manager === undefined ? {} : { manager }),
});
const note = () => noteBegunLines(context, { organizationId });
const modified = async (id: string) =>
  (await db.inOrganization(organizationId, (tx) => peopleStore(tx).byEmail(`${id}@example.com`)))?.updatedAt.toString();

test('somebody whose line begins today is modified today, by the organisation’s own date, once', async () => {
  const since = Temporal.PlainDate.from('2027-04-01');
  const rows = [row('ben'), row('cem'), row('ana', { externalId: 'ben', since: since.subtract({ years: 1 }) })];
  await importPeople(context, { organizationId, rows });
  await importPeople(context, { organizationId, rows: [row('ana', { externalId: 'cem', since })] });
  const before = await modified('ana');
  expect(await note()).toBe(0);
  clock.advanceBy({ hours: 24 });
  expect(await note()).toBe(0);
  // 1 April in Berlin already, and still 31 March in New York.
  clock.advanceBy({ hours: 18 });
  expect(await note()).toBe(0);
  expect(await modified('ana')).toBe(before);
  clock.advanceBy({ hours: 2 });
  expect(await note()).toBe(1);
  expect(await modified('ana')).toBe(clock.now().toString());
  expect(await modified('ben')).toBe(before);
  clock.advanceBy({ hours: 1 });
  expect(await note()).toBe(0);
});
