import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { generateKey } from '@throughline/security/keyring.ts';
import { expect, test } from 'vitest';
import { residentCommandLine } from './testing/resident-command-line.ts';
import { emptyDirectory } from './testing/empty-directory.ts';

const { appUrl, ownerUrl, queueUrl } = await testDatabase();
const cwd = emptyDirectory();
const environment = {
  DATABASE_URL: appUrl,
  DATABASE_OWNER_URL: ownerUrl,
  QUEUE_DATABASE_URL: queueUrl,
  ENCRYPTION_KEYS: `v1:${generateKey()}`,
};
const run = residentCommandLine({ cwd, environment });
writeFileSync(path.join(cwd, 'key'), 'the-key\n');
const bamboo = ['--kind', 'bamboohr', '--secret-file', 'key'];

test('HR systems are added, listed and removed; their secret is shown nowhere', async () => {
  await run('organization', 'create', '--name', 'Acme', '--mail-domain', 'acme.example');
  expect(await run('hr-source', 'add', 'main', ...bamboo, '--address', 'https://10.0.0.1')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('public internet') as unknown,
  });
  const added = await run('hr-source', 'add', 'main', ...bamboo, '--address', 'https://acme.bamboohr.com');
  expect(added).toMatchObject({ exitCode: 0, stdout: 'main\n' });
  const listed = await run('hr-source', 'list', '--json');
  expect(JSON.parse(listed.stdout)).toMatchObject([
    { name: 'main', kind: 'bamboohr', precedence: 1, state: 'active', last_pulled_at: null },
  ]);
  expect(listed.stdout + added.stderr).not.toContain('the-key');
  expect((await run('hr-source', 'pull', 'other')).exitCode).toBe(1);
  expect((await run('hr-source', 'pull', 'other', '--dry-run')).stderr).toContain('no HR system called other');
  await run('hr-source', 'add', 'second', ...bamboo, '--address', 'https://other.bamboohr.com');
  expect((await run('hr-source', 'order', 'second')).stderr).toContain('expected each HR system once');
  expect(await run('hr-source', 'order', 'second', 'main')).toMatchObject({ exitCode: 0 });
  expect(JSON.parse((await run('hr-source', 'list', '--json')).stdout)).toMatchObject([
    { name: 'second', precedence: 1 },
    { name: 'main', precedence: 2 },
  ]);
  expect((await run('hr-source', 'remove', 'second')).exitCode).toBe(0);
  expect(await run('hr-source', 'remove', 'main')).toMatchObject({ exitCode: 0, stdout: 'main\n' });
  expect((await run('hr-source', 'list')).stdout).not.toContain('main');
});
