import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer } from './command-line.ts';
import type { Asked, Said } from './answer-command-lines.ts';

const program = fileURLToPath(new URL('answer-command-lines.ts', import.meta.url));

/**
 * The command, line after line, in one process that is none of the test's: reading everything in takes longer than most
 * commands do. Lines are answered one at a time, without standard input; the process ends with the test file's.
 */
export function residentCommandLine({
  cwd,
  environment,
}: {
  cwd: string;
  environment: Readonly<Record<string, string>>;
}): (...words: readonly string[]) => Promise<Answer> {
  const child = fork(program, {
    cwd,
    env: { PATH: process.env['PATH'], TZ: 'Europe/Berlin', ...environment },
    execArgv: [],
  });
  let before: Promise<unknown> = Promise.resolve();

  const answerTo = (words: readonly string[]) =>
    new Promise<Answer>((resolve, reject) => {
      const ended = (code: number | null) =>
        reject(new Error(`the command line ended with ${code}: ${words.join(' ')}`));
      child.once('exit', ended);
      child.once('message', (said: Said) => {
        child.off('exit', ended);
        resolve(said);
      });
      child.send({ words } satisfies Asked);
    });

  return (...words) => {
    const answer = before.then(() => answerTo(words));
    before = answer.catch(() => undefined);
    return answer;
  };
}
