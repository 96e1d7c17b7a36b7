import type pg from 'pg';
import { expect, test } from 'vitest';
import { asSession } from './as-session.ts';
import { testDatabase } from './test-database.ts';

const first = await testDatabase();
const second = await testDatabase();

const role = (client: pg.Client) => client.query('SELECT current_user AS role, current_database() AS name');

test('a test database is migrated and reached in each of the three roles', async () => {
  for (const [url, name] of [
    [first.appUrl, 'throughline_app'],
    [first.ownerUrl, 'throughline_owner'],
    [first.queueUrl, 'throughline_queue'],
  ] as const) {
    const { rows } = await asSession(url, role);
    expect(rows).toEqual([{ role: name, name: expect.stringMatching(/^test_/) }]);
  }
  const { rows } = await asSession(first.appUrl, (client) =>
    client.query('SELECT count(*)::int AS organizations FROM organization'),
  );
  expect(rows).toEqual([{ organizations: 0 }]);
  const queue = await asSession(first.queueUrl, (client) =>
    client.query('SELECT max(version) AS version FROM bullmq.migration'),
  );
  expect(queue.rows).toEqual([{ version: expect.any(Number) }]);
});

test('what one test file writes, another does not see', async () => {
  await asSession(first.ownerUrl, (client) => client.query('CREATE TABLE only_here (id int)'));
  await expect(asSession(second.ownerUrl, (client) => client.query('SELECT * FROM only_here'))).rejects.toThrow(
    'does not exist',
  );
});
