import { createOrganization } from '@throughline/app/create-organization.ts';
import { importPeople } from '@throughline/app/import-people.ts';
import { auditStore } from '@throughline/db/audit-store.ts';
import { createDatabase } from '@throughline/db/database.ts';
import { machineTime } from '@throughline/testing/machine-time.ts';
import { testClock } from '@throughline/testing/test-clock.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, expect, test } from 'vitest';
import { residentCommandLine } from './testing/resident-command-line.ts';
import { emptyDirectory } from './testing/empty-directory.ts';

const { appUrl, ownerUrl, queueUrl } = await testDatabase();
const cwd = emptyDirectory();
const environment = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, QUEUE_DATABASE_URL: queueUrl };
const throughline = residentCommandLine({ cwd, environment });
const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 2 });
afterAll(() => db.close());

const now = machineTime();
const context = { db, clock: testClock({ now: now.toString() }) };
const today = now.toZonedDateTimeISO('UTC').toPlainDate();
const inDays = (days: number) => today.add({ days }).toString();

const created = await createOrganization(context, {
  slug: 'acme',
  name: 'Acme',
  mailDomains: ['acme.example'],
  timeZone: 'UTC',
  demo: false,
  administrator: null,
  actor: { kind: 'operator' },
});
if (created.kind !== 'created') throw new Error(created.kind);
const { organizationId } = created;
const named = (givenName: string) => ({
  externalId: givenName,
  givenName,
  familyName: 'Kaya',
  workEmail: `${givenName.toLowerCase()}@acme.example`,
});
await importPeople(context, { organizationId, rows: [named('Cem'), named('Hanna')] });

const add = (...more: readonly string[]) =>
  throughline('exemption', 'add', 'cem@acme.example', '--author', 'hanna@acme.example', ...more);

test('an exemption has a category, an end and an author, or is wrong usage', async () => {
  expect(await add('--category', 'hold')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--until') });
  expect(await add('--until', inDays(30))).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('--category'),
  });
  const without = ['exemption', 'add', 'cem@acme.example', '--category', 'other', '--until', inDays(30)];
  expect(await throughline(...without)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--author') });
  expect(await add('--category', 'other', '--until', 'tomorrow')).toMatchObject({ exitCode: 2 });
});

test('it is added, listed with its author, renewed and lifted; what cannot be is said in a sentence', async () => {
  const added = await add('--category', 'hold', '--from', inDays(-7), '--until', inDays(30));
  expect(added).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^[0-9a-f-]{36}\n$/) });
  const id = added.stdout.trim();
  const listed = async () => JSON.parse((await throughline('exemption', 'list', '--json')).stdout);
  const hold = { id, work_email: 'cem@acme.example', category: 'hold', author_email: 'hanna@acme.example' };
  expect(await listed()).toMatchObject([{ ...hold, ends_on: inDays(30), state: 'running' }]);
  expect((await throughline('exemption', 'list')).stdout).toMatch(/Cem Kaya +hold .* Hanna Kaya +running\n$/);

  const overlapping = await add('--category', 'hold', '--until', inDays(10));
  expect(overlapping).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('one already') });
  const endless = await add('--category', 'other', '--until', inDays(400));
  expect(endless).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('365 days') });

  expect(await throughline('exemption', 'renew', id, '--until', inDays(60))).toMatchObject({ exitCode: 0 });
  expect(await throughline('exemption', 'lift', id)).toMatchObject({ exitCode: 0, stdout: `${id}\n` });
  expect(await listed()).toMatchObject([{ ...hold, ends_on: inDays(-1), state: 'over' }]);
  expect(await throughline('exemption', 'lift', id)).toMatchObject({ exitCode: 1, stderr: 'It is over already.\n' });
  const again = await throughline('exemption', 'renew', id, '--until', inDays(60));
  expect(again).toMatchObject({ exitCode: 1, stdout: '' });

  const rows = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 3 }));
  expect(rows.map(({ action, subjectId }) => [action, subjectId])).toEqual(
    ['exemption.lifted', 'exemption.renewed', 'exemption.stated'].map((action) => [action, id]),
  );
});
