import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findBinaries } from '@throughline/embedded-postgres/find-binaries.ts';
import { runProgram } from '@throughline/embedded-postgres/run-program.ts';
import { serverAccount } from '@throughline/embedded-postgres/server-account.ts';
import { launchServer } from '@throughline/embedded-postgres/server-process.ts';
import { startEmbeddedPostgres } from '@throughline/embedded-postgres/start-embedded-postgres.ts';
import { migrateAll } from '@throughline/runtime/migrate-all.ts';
import { freePort } from '@throughline/testing/free-port.ts';
import { atTheEnd } from './at-the-end.ts';
import type { Urls } from './installation.ts';

export type RestartablePostgres = {
  readonly urls: Urls;
  /** As after a crash of the machine: no checkpoint, no farewell to the sessions. */
  stopAtOnce(): Promise<void>;
  startAgain(): Promise<void>;
};

/** A migrated PostgreSQL of this test's own, as safe against crashes as one in production. */
export async function restartablePostgres(): Promise<RestartablePostgres> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'throughline-restart-'));
  // Not one that somebody else may be given while nobody listens on it.
  const port = await freePort();
  const { ownerUrl, appUrl, queueUrl, adminUrl, stop } = await startEmbeddedPostgres({ dataDir, port });
  atTheEnd(async () => {
    await stop();
    await rm(dataDir, { recursive: true });
  });
  await migrateAll({ ownerUrl, queueUrl });
  const account = await serverAccount();
  const binaries = await findBinaries({ account, onLog: () => {} });
  const cluster = path.join(dataDir, 'cluster');
  return {
    urls: { ownerUrl, appUrl, queueUrl, adminUrl: Object.assign(new URL(adminUrl), { pathname: '/throughline' }).href },
    stopAtOnce: async () => {
      const args = ['stop', '--mode', 'immediate', '--wait', '--pgdata', cluster, '--silent'];
      const { code } = await runProgram({ program: binaries.pgCtl, args, account, cwd: cluster });
      if (code !== 0) throw new Error(`pg_ctl stop ended with ${code}`);
    },
    startAgain: async () => {
      await launchServer({ cluster, binaries, account, durable: true, port, rememberedPort: port });
    },
  };
}
