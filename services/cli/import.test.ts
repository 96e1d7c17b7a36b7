import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createDatabase } from '@throughline/db/database.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandLine } from './testing/command-line.ts';
import { emptyDirectory } from './testing/empty-directory.ts';
import { residentCommandLine } from './testing/resident-command-line.ts';

const { appUrl, ownerUrl, queueUrl } = await testDatabase();
const cwd = emptyDirectory();
const environment = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, QUEUE_DATABASE_URL: queueUrl };
const throughline = residentCommandLine({ cwd, environment });
const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 2 });
afterAll(() => db.close());

let organizationId = '';
beforeAll(async () => {
  const named = ['--name', 'Acme', '--mail-domain', 'acme.example', '--time-zone', 'Europe/Berlin'];
  organizationId = (await throughline('organization', 'create', ...named)).stdout.trim();
});

const headings = 'Employee ID;First name;Last name;Email;Supervisor ID;Hire date\n';
const person = (id: string) => `${id};${id};Ruiz;${id}@acme.example;p1;31.01.2020\n`;
function file(name: string, ...rows: readonly string[]): string {
  writeFileSync(path.join(cwd, name), headings + rows.join(''));
  return name;
}
const here = () =>
  db.inOrganization(organizationId, async (tx) =>
    (await peopleStore(tx).all()).filter(({ status }) => status === 'active').map(({ externalId }) => externalId),
  );

test('a nightly file is shown first, taken in with --yes, and waits where many would leave', async () => {
  const ids = ['p1', 'p2', 'p3', 'p4', 'p5'];
  const all = file('all.csv', ...ids.map(person));
  const shown = await throughline('import', all);
  expect(shown).toMatchObject({ exitCode: 0, stdout: '' });
  expect(shown.stderr).toMatch(
    /5 new, 0 changed.*line +result +address.*2 +new +p1@acme\.example.*Nothing was changed/s,
  );
  expect(await here()).toEqual([]);

  expect(
    await commandLine({
      words: ['import', '-', '--yes'],
      cwd,
      environment,
      input: headings + ids.map(person).join(''),
    }),
  ).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^[0-9a-f-]{36}\n$/),
  });
  expect(await here()).toHaveLength(5);

  const cut = file('cut.csv', person('p1'), person('p2'), 'p9;p9;Ruiz;nobody;;\n');
  const paused = await throughline('import', cut, '--yes');
  expect(paused).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('--approve-leaving 3') });
  expect(paused.stderr).toContain('4     refused');
  expect(await here()).toHaveLength(5);
  expect(await throughline('import', cut, '--yes', '--approve-leaving', '2')).toMatchObject({ exitCode: 3 });
  expect(await throughline('import', cut, '--yes', '--approve-leaving', '3')).toMatchObject({ exitCode: 4 });
  expect(new Set(await here())).toEqual(new Set(['p1', 'p2']));
});

test('what cannot be read is refused in sentences, and wrong usage is wrong usage', async () => {
  writeFileSync(path.join(cwd, 'days.csv'), 'Email,First name,Last name,Start date\na@acme.example,A,B,03/04/2021\n');
  expect(await throughline('import', 'days.csv')).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: expect.stringContaining('“Start date” holds days such as 03/04/2021'),
  });
  expect(await throughline('import', 'days.csv', '--dates', 'day-first', '--keep-missing')).toMatchObject({
    exitCode: 0,
  });
  expect(await throughline('import', 'nowhere.csv')).toMatchObject({ exitCode: 1 });
  expect(await throughline('import', 'days.csv', '--dates', 'sideways')).toMatchObject({ exitCode: 2, stdout: '' });
});
