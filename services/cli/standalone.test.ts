import { createServer } from 'node:http';
import { once } from 'node:events';
import { createDatabase } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { writeRunningFile } from '@throughline/runtime/running-file.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, expect, test } from 'vitest';
import { commandLine } from './testing/command-line.ts';
import { emptyDirectory } from './testing/empty-directory.ts';

const { appUrl, ownerUrl, queueUrl } = await testDatabase();
const dataDir = emptyDirectory();
const sandbox = createServer((request, response) => {
  response.statusCode = request.url === '/control/clock' ? 200 : 404;
  response.end(JSON.stringify({ now: '2031-05-05T12:00:00.000Z' }));
});
sandbox.listen(0, '127.0.0.1');
await once(sandbox, 'listening');
const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 1 });
afterAll(async () => {
  sandbox.close();
  await db.close();
});
const address = sandbox.address();
const sandboxOrigin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
await writeRunningFile({
  dataDir,
  running: {
    pid: process.pid,
    publicUrl: 'http://localhost:3000',
    appUrl,
    ownerUrl,
    queueUrl,
    sandboxOrigin,
    smtpUrl: null,
    encryptionKeys: 'v1:unused',
  },
});

test('a running standalone is found by its data, and its time is the sandbox’s', async () => {
  const throughline = (...words: readonly string[]) =>
    commandLine({ words, cwd: dataDir, environment: { DATA_DIR: dataDir } });
  const created = await throughline(
    'organization',
    'create',
    '--name',
    'Northwind',
    '--mail-domain',
    'northwind.example',
  );
  expect(created.exitCode).toBe(0);
  expect(await throughline('launch')).toMatchObject({ exitCode: 0, stdout: 'live\n' });
  const stored = await db.acrossOrganizations((tx) => organizationStore(tx).bySlug('northwind'));
  expect(String(stored?.launchedOn)).toBe('2031-05-05');
});
