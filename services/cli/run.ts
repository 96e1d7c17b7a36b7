import { CommanderError } from 'commander';
import { explainFailure } from './explain-failure.ts';
import { createProgram } from './program.ts';
import { say } from './terminal.ts';

/** 1: refused, or a problem was found; 2: wrong usage; 3 and 4: what an import came to. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** Runs one command line, without the words that started the program. */
export async function run(words: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = 0;
  const program = await createProgram({
    words,
    onProblem: (code?: 3 | 4) => {
      exitCode = code ?? 1;
    },
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has said what was wrong; help that was asked for is no error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    say(explainFailure(error));
    return 1;
  }
}
