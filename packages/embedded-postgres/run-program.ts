import { spawn } from 'node:child_process';
import type { ServerAccount } from './server-account.ts';

/**
 * Runs one of PostgreSQL's programs to its end, in a process group of its own so that a Ctrl-C meant for us does not
 * reach it. Output is kept only of programs that leave no process behind: a server would hold the pipe open.
 */
export async function runProgram({
  program,
  args,
  account,
  cwd,
  keepOutput = false,
}: {
  program: string;
  args: readonly string[];
  account: ServerAccount | null;
  cwd: string;
  keepOutput?: boolean;
}): Promise<{ code: number | null; output: string }> {
  const child = spawn(program, args, {
    cwd,
    env: environment(),
    detached: true,
    windowsHide: true,
    stdio: keepOutput ? ['ignore', 'pipe', 'pipe'] : 'ignore',
    ...account,
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once(keepOutput ? 'close' : 'exit', (code) => resolve({ code, output }));
  });
}

/** Ours without the PG* variables, which would point the programs at another server or directory. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}
