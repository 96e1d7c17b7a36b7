import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { canReach } from './server-account.ts';
import type { ServerAccount } from './server-account.ts';

export type Passwords = { admin: string; owner: string; app: string; queue: string };

/** What has to be remembered about a server, in `<data directory>/server.json`, readable by us alone. */
type Remembered = { place: string; port: number | null; passwords: Passwords };

export type ServerFile = Remembered & { rememberPort(port: number): Promise<void> };

export async function openServerFile({
  directory,
  account,
  onLog,
}: {
  directory: string;
  account: ServerAccount | null;
  onLog: (line: string) => void;
}): Promise<ServerFile> {
  const file = path.join(directory, 'server.json');
  let remembered: Remembered;
  if (existsSync(file)) {
    remembered = JSON.parse(await readFile(file, 'utf8'));
  } else {
    if (existsSync(path.join(directory, 'cluster'))) {
      throw new Error(
        `${file} is gone, and with it the passwords of the database beside it. Restore it, or move the directory away to start afresh.`,
      );
    }
    remembered = { place: await choosePlace({ directory, account }), port: null, passwords: newPasswords() };
    await save({ file, remembered });
  }
  if (remembered.place !== directory) {
    onLog(
      `The account nobody, which PostgreSQL runs as, cannot reach ${directory}: the database is in ${remembered.place}.`,
    );
  }
  return {
    ...remembered,
    rememberPort: async (port) => {
      if (port !== remembered.port) await save({ file, remembered: { ...remembered, port } });
    },
  };
}

/**
 * The data directory itself wherever the server's account gets there. The name of the other place is random, so that
 * nobody can lie in wait for it in a directory everyone may write to, and a new data directory starts with new data.
 */
async function choosePlace({
  directory,
  account,
}: {
  directory: string;
  account: ServerAccount | null;
}): Promise<string> {
  if (!account || (await canReach({ account, target: directory }))) return directory;
  const place = path.join('/var/tmp', `throughline-${randomBytes(8).toString('hex')}`);
  await mkdir(place, { mode: 0o711 });
  return place;
}

function newPasswords(): Passwords {
  const password = () => randomBytes(24).toString('base64url');
  return { admin: password(), owner: password(), app: password(), queue: password() };
}

async function save({ file, remembered }: { file: string; remembered: Remembered }): Promise<void> {
  const draft = `${file}.draft`;
  await writeFile(draft, `${JSON.stringify(remembered, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}
