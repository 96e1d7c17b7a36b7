import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The account the server's processes run under when it is not our own. */
export type ServerAccount = { uid: number; gid: number };

const run = promisify(execFile);

/** `nobody` for root, because PostgreSQL refuses to run as root; null for everyone else, Windows included. */
export async function serverAccount(): Promise<ServerAccount | null> {
  if (process.getuid?.() !== 0) return null;
  return { uid: await idOfNobody('-u'), gid: await idOfNobody('-g') };
}

async function idOfNobody(which: '-u' | '-g'): Promise<number> {
  const { stdout } = await run('id', [which, 'nobody']);
  // macOS writes nobody's -2 as an unsigned number, which spawn does not take.
  return Number(stdout) | 0;
}

/** Whether the account can pass through every directory above the path and use it: as a directory, as a program. */
export async function canReach({ account, target }: { account: ServerAccount; target: string }): Promise<boolean> {
  return run('test', ['-x', target], { ...account, cwd: '/' }).then(
    () => true,
    () => false,
  );
}
