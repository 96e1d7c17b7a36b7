import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { createDatabase } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { commandLine } from './testing/command-line.ts';
import { emptyDirectory } from './testing/empty-directory.ts';

const { appUrl, ownerUrl, queueUrl } = await testDatabase();
const flags = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).flatMap(([name, value]) => [`--${name}`, value]);
const answers = flags({
  name: 'Acme',
  'mail-domain': 'acme.example',
  'time-zone': 'Europe/Berlin',
  administrator: 'Ana Ruiz',
  'administrator-email': 'ana@acme.example',
  'public-url': 'https://throughline.acme.example/',
  'smtp-url': 'smtps://throughline:s%23cret@mail.acme.example',
});
const database = flags({ 'database-url': appUrl, 'database-owner-url': ownerUrl, 'queue-database-url': queueUrl });
const googleUris = [
  'https://throughline.acme.example/connect/google/callback',
  'https://throughline.acme.example/sign-in/google/callback',
];
const microsoftUris = [
  'https://throughline.acme.example/connect/microsoft/callback',
  'https://throughline.acme.example/connect/microsoft/admin-consent',
  'https://throughline.acme.example/sign-in/microsoft/callback',
];

describe('setup', () => {
  const cwd = emptyDirectory();
  const file = path.join(cwd, '.env');
  const setup = (...words: readonly string[]) => commandLine({ words: ['setup', ...words], cwd });
  const written = async () => parseEnv(await readFile(file, 'utf8'));
  let organizationId = '';

  test('settings that would not start are named, and nothing is written', async () => {
    const { exitCode, stdout, stderr } = await setup(...answers, '--google-client-id', 'half');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain('GOOGLE_CLIENT_SECRET');
    expect(existsSync(file)).toBe(false);
  });

  test('writes .env, migrates, makes the organisation and its administrator, and says what to register', async () => {
    const { exitCode, stdout } = await setup(...answers, ...database, '--json');
    expect(exitCode).toBe(0);
    const printed = JSON.parse(stdout);
    expect(printed).toMatchObject({
      google: {
        redirect_uris: googleUris,
        scopes: expect.arrayContaining(['https://www.googleapis.com/auth/calendar.events.owned']),
      },
      microsoft: {
        redirect_uris: microsoftUris,
        scopes: ['openid', 'profile', 'email', 'offline_access', 'Calendars.ReadWrite', 'Calendars.ReadBasic'],
      },
    });
    organizationId = printed.organization_id;
    const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 1 });
    afterAll(() => db.close());
    const stored = await db.acrossOrganizations((tx) => organizationStore(tx).byId(organizationId));
    expect(stored).toMatchObject({ slug: 'acme', state: 'draft', mailDomains: ['acme.example'] });
    expect(await written()).toMatchObject({
      PUBLIC_URL: 'https://throughline.acme.example',
      SMTP_URL: 'smtps://throughline:s%23cret@mail.acme.example',
      DATABASE_URL: appUrl,
      ENCRYPTION_KEYS: expect.stringMatching(/^v1:/),
      SANDBOX: 'off',
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('a second time nothing is overwritten', async () => {
    const before = await written();
    expect(await setup(...answers)).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining('--force'),
    });
    expect(await written()).toEqual(before);
  });

  test('with --force what is not asked stays, and so does the organisation', async () => {
    const before = await written();
    const { stdout } = await setup(
      ...answers,
      '--force',
      '--json',
      '--google-client-id',
      'a',
      '--google-client-secret',
      'b',
      '--microsoft-client-id',
      'c',
      '--microsoft-client-secret',
      'd',
    );
    expect(JSON.parse(stdout)).toMatchObject({ organization_id: organizationId });
    expect(await written()).toEqual({
      ...before,
      GOOGLE_CLIENT_ID: 'a',
      GOOGLE_CLIENT_SECRET: 'b',
      MICROSOFT_CLIENT_ID: 'c',
      MICROSOFT_CLIENT_SECRET: 'd',
    });
  });

  test('the commands that follow find everything in .env', async () => {
    const answer = await commandLine({ words: ['launch', '--preview', '--json'], cwd });
    expect(answer).toMatchObject({ exitCode: 0, stdout: '[]\n' });
  });
});

test('without a database setup says how to go on, and which URIs to register', async () => {
  const { exitCode, stdout, stderr } = await commandLine({ words: ['setup', ...answers], cwd: emptyDirectory() });
  expect(exitCode).toBe(0);
  expect(stderr).toContain('organization create --name "Acme" --mail-domain acme.example');
  for (const [name, uris] of [
    ['Google', googleUris],
    ['Microsoft', microsoftUris],
  ] as const) {
    expect(stdout).toContain([name, '  Redirect URIs', ...uris.map((uri) => `    ${uri}`), '  Scopes'].join('\n'));
  }
});
