import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './find-binaries.ts';
import { runProgram } from './run-program.ts';
import type { ServerAccount } from './server-account.ts';

/** Creates the cluster if it is not there. It appears under its name only when whole, so a crash half-way is no matter. */
export async function ensureCluster({
  cluster,
  binaries,
  account,
  durable,
  password,
  onLog,
}: {
  cluster: string;
  binaries: Binaries;
  account: ServerAccount | null;
  durable: boolean;
  password: string;
  onLog: (line: string) => void;
}): Promise<void> {
  if (existsSync(cluster)) return;
  onLog(`Creating the database in ${cluster}.`);
  const draft = `${cluster}.draft`;
  const passwordFile = `${cluster}.password`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account) await Promise.all([draft, passwordFile].map((file) => chown(file, account.uid, account.gid)));
  try {
    const { code, output } = await runProgram({
      program: binaries.initdb,
      args: [
        `--pgdata=${draft}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The same order of text on every platform, whatever its own locales.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
        ...(durable ? [] : ['--no-sync']),
      ],
      account,
      cwd: draft,
      keepOutput: true,
    });
    if (code !== 0) throw new Error(`initdb failed (${code}):\n${output}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, cluster);
}

/** Written anew before each start: the port may have changed, and what stands here is all there is to know. */
export async function writeSettings({
  cluster,
  account,
  port,
  durable,
}: {
  cluster: string;
  account: ServerAccount | null;
  port: number;
  durable: boolean;
}): Promise<void> {
  const settings = [
    '# Written by Throughline at each start. Changes here are lost.',
    "listen_addresses = '127.0.0.1'",
    "unix_socket_directories = ''",
    `port = ${port}`,
    'max_connections = 200',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    "log_line_prefix = '%m [%p] %u@%d '",
    'log_checkpoints = off',
    // One server without replicas needs to log no more than it takes to recover.
    'wal_level = minimal',
    'max_wal_senders = 0',
    // An import of a large organisation writes some 75 MB at once; with the usual 4 MB it waits for the disk in between.
    'wal_buffers = 64MB',
    'jit = off',
    ...(durable ? [] : ['fsync = off', 'synchronous_commit = off', 'full_page_writes = off', 'max_wal_size = 4GB']),
  ];
  const file = path.join(cluster, 'postgresql.conf');
  await writeFile(file, `${settings.join('\n')}\n`);
  if (account) await chown(file, account.uid, account.gid);
  await chmod(file, 0o600);
}
