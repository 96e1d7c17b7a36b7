import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '@throughline/db/migrate.ts';
import { lockDataDirectory } from '@throughline/embedded-postgres/data-lock.ts';
import { findBinaries } from '@throughline/embedded-postgres/find-binaries.ts';
import { serverAccount } from '@throughline/embedded-postgres/server-account.ts';
import { openServerFile } from '@throughline/embedded-postgres/server-file.ts';
import { stopServer } from '@throughline/embedded-postgres/server-process.ts';
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

/**
 * A killed run leaves its server running. The lock on its directory tells an abandoned one from one in use. It is stopped
 * without a connection: the template takes none, which opening the server as one's own would ask for.
 */
async function removeAbandonedClusters(): Promise<void> {
  const names = await readdir(tmpdir());
  for (const name of names.filter((candidate) => candidate.startsWith(PREFIX))) {
    const dataDir = path.join(tmpdir(), name);
    if (!existsSync(path.join(dataDir, 'server.json'))) continue;
    try {
      for (const directory of await stopCluster(dataDir)) await rm(directory, { recursive: true });
    } catch {
      // In use by another run, or somebody else's: neither is ours to clear away.
    }
  }
}

/** Answers with where its files are. */
async function stopCluster(dataDir: string): Promise<ReadonlySet<string>> {
  const onLog = () => {};
  const lock = lockDataDirectory(dataDir);
  try {
    const account = await serverAccount();
    const { place } = await openServerFile({ directory: dataDir, account, onLog });
    const binaries = await findBinaries({ account, onLog });
    await stopServer({ cluster: path.join(place, 'cluster'), binaries, account, durable: false });
    return new Set([place, dataDir]);
  } finally {
    lock.release();
  }
}
