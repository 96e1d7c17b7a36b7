import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { asSession } from './as-session.ts';
import type { ClusterUrls } from './test-cluster.ts';
import './global-setup.ts';

export type TestDatabase = {
  /** Role throughline_app: what the services use. */
  appUrl: string;
  /** Role throughline_owner: row-level security holds for it as well. */
  ownerUrl: string;
  /** Role throughline_queue: schema bullmq alone. */
  queueUrl: string;
  /** The superuser, who sees all rows of all organisations. */
  adminUrl: string;
};

/**
 * A migrated, empty database for this test file alone, dropped after its last test. Call it at the top of the file:
 *
 *     const { appUrl } = await testDatabase();
 */
export async function testDatabase(): Promise<TestDatabase> {
  const answer = await fetch(inject('testClusterAddress'));
  if (!answer.ok) throw new Error(`The PostgreSQL of this test run did not start: ${await answer.text()}`);
  const cluster: ClusterUrls = JSON.parse(await answer.text());
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asSession(cluster.adminUrl, async (client) => {
    await client.query(`CREATE DATABASE ${name} TEMPLATE throughline OWNER throughline_owner`);
    // A copy does not inherit who may connect.
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO throughline_app, throughline_queue`);
    await client.query(`GRANT TEMPORARY ON DATABASE ${name} TO throughline_app`);
  });
  afterAll(() => asSession(cluster.adminUrl, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)));
  const within = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  return {
    appUrl: within(cluster.appUrl),
    ownerUrl: within(cluster.ownerUrl),
    queueUrl: within(cluster.queueUrl),
    adminUrl: within(cluster.adminUrl),
  };
}
