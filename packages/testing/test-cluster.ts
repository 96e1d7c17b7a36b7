import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '@throughline/db/migrate.ts';
import { startEmbeddedPostgres } from '@throughline/embedded-postgres/start-embedded-postgres.ts';
import { migrateQueue } from '@throughline/jobs/migrate-queue.ts';
import { asSession } from './as-session.ts';

/** Of the database every test database is copied from; it is migrated and takes no connections. */
export type ClusterUrls = { ownerUrl: string; appUrl: string; queueUrl: string; adminUrl: string };

export type TestCluster = { urls: ClusterUrls; remove(): Promise<void> };

const PREFIX = 'throughline-test-';

export async function startTestCluster(): Promise<TestCluster> {
  await removeAbandonedClusters();
  const dataDir = await mkdtemp(path.join(tmpdir(), PREFIX));
  const server = await startEmbeddedPostgres({ dataDir, durable: false });
  const { ownerUrl, appUrl, queueUrl, adminUrl } = server;
  await migrate({ ownerUrl });
  await migrateQueue({ queueUrl });
  // A template with a session in it cannot be copied.
  await asSession(adminUrl, (client) =>
    client.query('ALTER DATABASE throughline IS_TEMPLATE true ALLOW_CONNECTIONS false'),
  );
  return {
    urls: { ownerUrl, appUrl, queueUrl, adminUrl },
    remove: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** A killed run leaves its server running. The lock on its directory tells an abandoned one from one in use. */
async function removeAbandonedClusters(): Promise<void> {
  const names = await readdir(tmpdir());
  for (const name of names.filter((candidate) => candidate.startsWith(PREFIX))) {
    const dataDir = path.join(tmpdir(), name);
    if (!existsSync(path.join(dataDir, 'server.json'))) continue;
    try {
      const server = await startEmbeddedPostgres({ dataDir, durable: false });
      await server.stop();
      await rm(dataDir, { recursive: true });
    } catch {
      // In use by another run, or somebody else's: neither is ours to clear away.
    }
  }
}
