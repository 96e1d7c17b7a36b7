import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { auditStore } from '@throughline/db/audit-store.ts';
import { createDatabase } from '@throughline/db/database.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { residentCommandLine } from './testing/resident-command-line.ts';
import { emptyDirectory } from './testing/empty-directory.ts';

const { appUrl, ownerUrl, queueUrl, adminUrl } = await testDatabase();
const cwd = emptyDirectory();
const environment = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, QUEUE_DATABASE_URL: queueUrl };
const throughline = residentCommandLine({ cwd, environment });
const db = createDatabase({ url: appUrl, applicationName: 'test', poolSize: 1 });
afterAll(() => db.close());

let organizationId = '';

beforeAll(async () => {
  const made = await throughline('organization', 'create', '--name', 'Acme', '--mail-domain', 'acme.example');
  organizationId = made.stdout.trim();
  await throughline('pause');
});

/** Other databases' transactions hold a seal up until they end. */
async function checkpointOf(file: string, { atLeast }: { atLeast: number }): Promise<void> {
  await vi.waitFor(
    async () => {
      const { exitCode, stdout } = await throughline('audit', 'checkpoint');
      expect(exitCode).toBe(0);
      expect(JSON.parse(stdout)).toEqual({
        organization_id: organizationId,
        sequence: expect.any(Number),
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        sealed_at: expect.any(String),
      });
      expect(JSON.parse(stdout).sequence).toBeGreaterThanOrEqual(atLeast);
      writeFileSync(path.join(cwd, file), stdout);
    },
    { timeout: 30_000 },
  );
}

test('a checkpoint goes into a file, and verify finds all as it was sealed', async () => {
  await checkpointOf('checkpoint.json', { atLeast: 1 });
  const { exitCode, stdout, stderr } = await throughline('audit', 'verify', '--checkpoint', 'checkpoint.json');
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'Nothing was touched that is sealed.\n' });
  expect(stderr).toContain('take one often');
  const without = await throughline('audit', 'verify');
  expect(without.exitCode).toBe(0);
  expect(without.stderr).toContain('Without a checkpoint nobody can tell whether the end was cut off');
});

test('what is no checkpoint is refused', async () => {
  writeFileSync(path.join(cwd, 'other.json'), '{"sequence": 1}');
  for (const file of ['other.json', 'none.json']) {
    const { exitCode, stdout, stderr } = await throughline('audit', 'verify', '--checkpoint', file);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toContain(file);
  }
});

test('export prints lines of JSON, and is on record', async () => {
  const { exitCode, stdout } = await throughline('audit', 'export');
  expect(exitCode).toBe(0);
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.flatMap(({ action }) => action ?? [])).toEqual([
    'organization.created',
    'policy.published',
    'organization.paused',
    'audit.exported',
  ]);
  expect(lines.filter(({ seal }) => seal !== undefined).length).toBeGreaterThan(0);
  const [latest] = await db.inOrganization(organizationId, (tx) => auditStore(tx).latest({ limit: 1 }));
  expect(latest).toMatchObject({ action: 'audit.exported', actorKind: 'operator', details: {} });
});

test('an entry somebody changed is found, with an exit code for scripts; a cut-off end with the checkpoint alone', async () => {
  await asSession(adminUrl, (superuser) =>
    superuser.query("UPDATE audit SET actor_kind = 'throughline' WHERE action = 'organization.created'"),
  );
  const changed = await throughline('audit', 'verify');
  expect(changed.exitCode).toBe(1);
  expect(changed.stdout).toMatch(/^Seal 1 of \S+ does not fit: something in its \d entries, their order or the seal/);

  await asSession(adminUrl, (superuser) => superuser.query('DELETE FROM audit; DELETE FROM audit_seal'));
  expect((await throughline('audit', 'verify')).exitCode).toBe(0);
  const cut = await throughline('audit', 'verify', '--checkpoint', 'checkpoint.json', '--json');
  expect(cut.exitCode).toBe(1);
  expect(JSON.parse(cut.stdout)).toMatchObject({
    seals: 0,
    findings: [{ kind: 'cut_off', last: 0, sentence: expect.stringContaining('The end was cut off') }],
  });
});
