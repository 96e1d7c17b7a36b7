import { createDatabase } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { webhookEndpoint } from '@throughline/db/schema/tables.ts';
import { webhookEventStore } from '@throughline/db/webhook-event-store.ts';
import { anOrganization } from '@throughline/db/testing/rows.ts';
import { generateKey } from '@throughline/security/keyring.ts';
import { machineTime } from '@throughline/testing/machine-time.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandLine } from './testing/command-line.ts';
import { residentCommandLine } from './testing/resident-command-line.ts';
import { emptyDirectory } from './testing/empty-directory.ts';

const { appUrl, ownerUrl } = await testDatabase();
const cwd = emptyDirectory();
const settings = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, QUEUE_DATABASE_URL: appUrl, SANDBOX: 'off' };
const keys = { ENCRYPTION_KEYS: `v1:${generateKey()}`, SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'A <a@b.example>' };
const throughline = residentCommandLine({ cwd, environment: { ...settings, ...keys } });
const webhook = (words: readonly string[], environment?: Readonly<Record<string, string>>) =>
  environment === undefined
    ? throughline('webhook', ...words)
    : commandLine({ words: ['webhook', ...words], cwd, environment });

const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 2 });
afterAll(() => db.close());
const organization = anOrganization({ name: 'Acme', slug: 'acme' });
beforeAll(() => db.inOrganization(organization.id, (tx) => organizationStore(tx).insert(organization)));

describe('webhooks from the command line', () => {
  let id = '';

  test('add prints the secret alone, and list has the endpoint without it', async () => {
    const added = await webhook([
      'add',
      'https://hr.invalid-host.example/hook',
      '--events',
      'report.published',
      '--json',
    ]);
    expect(added.exitCode).toBe(0);
    const made = JSON.parse(added.stdout) as { id: string; secret: string };
    expect(made.secret).toMatch(/^whsec_/);
    ({ id } = made);
    const listed = await webhook(['list', '--json']);
    expect(JSON.parse(listed.stdout)).toMatchObject([{ id, event_types: ['report.published'], state: 'enabled' }]);
    expect(listed.stdout).not.toContain(made.secret);
    const shown = await webhook(['list']);
    expect(shown.stdout).toContain('https://hr.invalid-host.example/hook');
    const second = await webhook(['add', 'https://other.example/']);
    expect(second.stdout).toMatch(/^whsec_\S+\n$/);
  });

  test.each([
    ['an address inside', 'https://10.0.0.1/', 'private network'],
    ['clear text', 'http://hr.example.com/', 'https://'],
  ])('add refuses %s in a sentence, and makes nothing', async (_what, url, words) => {
    const before = await db.inOrganization(organization.id, (tx) => tx.select().from(webhookEndpoint));
    const { exitCode, stdout, stderr } = await webhook(['add', url]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(words);
    expect(await db.inOrganization(organization.id, (tx) => tx.select().from(webhookEndpoint))).toEqual(before);
  });

  test('test says that it did not arrive, and why', async () => {
    const { exitCode, stdout, stderr } = await webhook(['test', id]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(/did not arrive: no (such host|answer in time)/);
  });

  test('replay prints how many', async () => {
    await db.inOrganization(organization.id, (tx) =>
      webhookEventStore(tx).add([{ type: 'report.published', at: machineTime(), data: { week: '2027-W01' } }]),
    );
    expect(await webhook(['replay', id])).toMatchObject({ exitCode: 0, stdout: '0\n' });
    await db.inOrganization(organization.id, (tx) => tx.update(webhookEndpoint).set({ eventTypes: null }));
    expect(await webhook(['replay', id, '--since', '2099-01-01T00:00:00Z'])).toMatchObject({ stdout: '0\n' });
    expect(await webhook(['replay', organization.id])).toMatchObject({ exitCode: 1, stdout: '' });
  });

  test('wrong usage is 2, and what is not set is named', async () => {
    for (const words of [
      ['add', 'https://x.example', '--events', 'conversation.said'],
      ['replay', id, '--since', 'noon'],
      ['test', '7'],
    ])
      expect(await webhook(words)).toMatchObject({ exitCode: 2, stdout: '' });
    const bare = await webhook(['add', 'https://hr.example.com'], settings);
    expect(bare).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining('ENCRYPTION_KEYS') });
  });
});
