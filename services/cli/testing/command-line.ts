import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export type Answer = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Runs the real command in a process of its own, in a directory of its own, with no settings but these. */
export async function commandLine({
  words,
  cwd,
  environment = {},
  input = '',
}: {
  words: readonly string[];
  cwd: string;
  environment?: Readonly<Record<string, string>>;
  input?: string;
}): Promise<Answer> {
  const child = spawn(process.execPath, [main, ...words], {
    cwd,
    env: { PATH: process.env['PATH'], TZ: 'Europe/Berlin', ...environment },
    stdio: 'pipe',
  });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const [exitCode, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { exitCode, stdout, stderr };
}
