import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { publishCoverage } from '@throughline/app/publish-coverage.ts';
import { aLivedCompany } from '@throughline/app/testing/a-lived-company.ts';
import { testContext } from '@throughline/app/testing/test-context.ts';
import { expect, test } from 'vitest';
import { emptyDirectory } from './testing/empty-directory.ts';
import { residentCommandLine } from './testing/resident-command-line.ts';

const context = await testContext({ now: '2027-03-01T09:05:00Z' });
const cwd = emptyDirectory();
const throughline = residentCommandLine({
  cwd,
  environment: {
    DATABASE_URL: context.appUrl,
    DATABASE_OWNER_URL: context.adminUrl,
    QUEUE_DATABASE_URL: context.queueUrl,
  },
});

test('the evidence pack is written as two PDFs and a slide once there are figures, and named on standard output', async () => {
  const { organization } = await aLivedCompany({ db: context.db, syncedAt: context.clock.now() });
  const early = await throughline('evidence-pack', '--out', 'evidence');
  expect(early).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('are not taken yet') });
  await publishCoverage(context, { organizationId: organization.id });
  const { exitCode, stdout } = await throughline('evidence-pack', '--out', 'evidence');
  expect(exitCode).toBe(0);
  const names = readdirSync(path.join(cwd, 'evidence'));
  expect(stdout.trim().split('\n').toSorted()).toEqual(names.map((name) => path.join('evidence', name)).toSorted());
  const beginnings = names.map((name) =>
    readFileSync(path.join(cwd, 'evidence', name))
      .subarray(0, 4)
      .toString('latin1'),
  );
  expect(beginnings.toSorted()).toEqual(['%PDF', '%PDF', '\u0089PNG']);
});
