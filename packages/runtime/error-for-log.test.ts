import { createDatabase } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, expect, test } from 'vitest';
import { errorForLog } from './error-for-log.ts';

const { appUrl } = await testDatabase();
const db = createDatabase({ url: appUrl, applicationName: 'test' });
afterAll(() => db.close());

test('a failed query is logged without what it was asked with', async () => {
  // PostgreSQL takes no NUL.
  const failing = db.acrossOrganizations((tx) => organizationStore(tx).bySlug('canary\n    canary\u0000'));
  const error = await failing.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('The query did not fail');
  expect(String(error)).toContain('canary');
  const logged = errorForLog(error);
  expect(JSON.stringify(logged)).not.toContain('canary');
  expect(logged.message).toContain('Failed query: select');
  expect(logged.stack).toContain('invalid byte sequence');
  expect(logged.stack).toContain('organization-store.ts');
});

test('any other error is logged whole', () => {
  const error = new Error('A bug', { cause: new Error('another') });
  expect(errorForLog(error)).toMatchObject({ type: 'Error', message: 'A bug: another' });
  expect(errorForLog(error).stack).toContain('error-for-log.test.ts');
});
