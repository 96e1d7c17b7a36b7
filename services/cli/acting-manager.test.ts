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
const rows = [named('Mona'), { ...named('Cem'), manager: { externalId: 'Mona' } }, named('Vera'), named('Hanna')];
await importPeople(context, { organizationId, rows });

const name = (...more: readonly string[]) =>
  throughline('acting-manager', 'name', 'vera@acme.example', '--author', 'hanna@acme.example', ...more);

test('somebody stands in for a manager until a day, by whoever decided it, or it is wrong usage', async () => {
  const until = ['--until', inDays(30)];
  expect(await name(...until)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--for') });
  const forMona = ['--for', 'mona@acme.example'];
  expect(await name(...forMona)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--until') });
  const unsigned = ['acting-manager', 'name', 'vera@acme.example', ...forMona, ...until];
  expect(await throughline(...unsigned)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--author') });
  const someday = await name(...forMona, '--until', 'soon');
  expect(someday).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('soon') });
});

test('it is named, listed and ended; what cannot be is said in a sentence, and all of it is on record', async () => {
  const forMona = ['--for', 'mona@acme.example', '--from', inDays(-7), '--until', inDays(30)];
  const named = await name(...forMona);
  expect(named).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^[0-9a-f-]{36}\n$/),
    stderr: expect.stringContaining('vera@acme.example stands in for mona@acme.example'),
  });
  const id = named.stdout.trim();
  const listed = async () => JSON.parse((await throughline('acting-manager', 'list', '--json')).stdout);
  expect(await listed()).toMatchObject([{ id, report_id: null, ends_on: inDays(30), state: 'running' }]);
  expect((await throughline('acting-manager', 'list')).stdout).toMatch(/Vera Kaya +Mona Kaya +everybody .* running\n$/);

  expect(await name(...forMona)).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/\.\n$/) });
  const own = await name('--for', 'vera@acme.example', '--until', inDays(30));
  expect(own).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/\.\n$/) });
  const stranger = await name('--for', 'nobody@acme.example', '--until', inDays(30));
  expect(stranger).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/\.\n$/) });

  expect(await throughline('acting-manager', 'end', id)).toMatchObject({ exitCode: 0, stdout: id + '\n' });
  expect(await listed()).toMatchObject([{ id, ends_on: inDays(-1), state: 'over' }]);
  expect(await throughline('acting-manager', 'end', id)).toMatchObject({
    exitCode: 1,
    stderr: 'It is over already.\n',
  });
  const unknown = await throughline('acting-manager', 'end', '0199f0a4-0000-7000-8000-000000000000');
  expect(unknown).toMatchObject({ exitCode: 1, stderr: 'There is no such id.\n' });

  const rows = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 2 }));
  expect(rows.map(({ action }) => action)).toEqual(['acting_manager.ended', 'acting_manager.named']);
});
