import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { bootstrapRoles } from './bootstrap-roles.ts';
import { ensureCluster } from './cluster.ts';
import { lockDataDirectory } from './data-lock.ts';
import { findBinaries } from './find-binaries.ts';
import { findRunningServer } from './running-server.ts';
import { serverAccount } from './server-account.ts';
import { openServerFile } from './server-file.ts';
import { launchServer, stopServer } from './server-process.ts';

export type EmbeddedPostgres = {
  /** Role throughline_owner, for migrations alone. */
  ownerUrl: string;
  appUrl: string;
  queueUrl: string;
  /** The superuser, in database `postgres`. */
  adminUrl: string;
  port: number;
  /** True when a server left alive by an earlier process was taken over. */
  adopted: boolean;
  /** Ends sessions, stops the server and frees the data directory. Close pools and workers first. */
  stop(): Promise<void>;
};

/**
 * Starts PostgreSQL on 127.0.0.1 with its data, passwords, port and log kept under `dataDir`, or adopts the server that
 * is still alive there. One process at a time holds a data directory; a second one is refused with a
 * DataDirectoryBusyError. The server outlives this process unless `stop` is called.
 *
 * PostgreSQL refuses to run as root, so for root everything runs as `nobody`.
 *
 * @param port taken as given for a server that has to be started; without it the port of last time or any free one
 * @param durable false trades crash safety for speed: for tests only
 * @param onLog told in plain sentences what happens, among them where the data went if not under `dataDir`
 */
export async function startEmbeddedPostgres({
  dataDir,
  port,
  durable = true,
  onLog = () => {},
}: {
  dataDir: string;
  port?: number;
  durable?: boolean;
  onLog?: (line: string) => void;
}): Promise<EmbeddedPostgres> {
  const directory = path.resolve(dataDir);
  await mkdir(directory, { recursive: true });
  const lock = lockDataDirectory(directory);
  try {
    const account = await serverAccount();
    // `nobody` has to pass through to the cluster; the secrets beside it are files of their own mode.
    if (account) await chmod(directory, 0o711);
    const file = await openServerFile({ directory, account, onLog });
    const binaries = await findBinaries({ account, onLog });
    const server = { account, binaries, cluster: path.join(file.place, 'cluster'), durable, onLog };

    const runningPort = await findRunningServer({ cluster: server.cluster, password: file.passwords.admin, onLog });
    if (runningPort !== null) onLog(`PostgreSQL is still running on port ${runningPort}: taking it over.`);
    else await ensureCluster({ ...server, password: file.passwords.admin });
    const servingPort = runningPort ?? (await launchServer({ ...server, port, rememberedPort: file.port }));
    await file.rememberPort(servingPort);

    const urls = await bootstrapRoles({ port: servingPort, passwords: file.passwords });
    return {
      ...urls,
      port: servingPort,
      adopted: runningPort !== null,
      stop: async () => {
        await stopServer(server);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
