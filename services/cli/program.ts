import { Command } from 'commander';
import { commands, type OnProblem } from './commands.ts';

const epilogue = `
It finds a Throughline started with npm start by itself; any other through DATABASE_URL and its companions, from the
environment or from .env in the current directory.

Standard output carries the result alone: ids, keys, tables, JSON with --json. Everything else goes to standard error.
In scripts: npm run --silent throughline -- <command>, because npm prints a heading otherwise.

Exit codes: 0 done, 1 refused or a problem was found, 2 wrong usage; of import besides 3 it waits for an approval and
nothing was changed, 4 done but some rows were refused.`;

/**
 * What commander runs. Of the commands only those that `words` name are read in: the rest stand there for the list in
 * `--help`, because reading everything takes longer than most commands do.
 */
export async function createProgram({
  words,
  onProblem,
}: {
  words: readonly string[];
  /** Called by a command that went through and found something wrong. */
  onProblem: OnProblem;
}): Promise<Command> {
  const program = new Command('throughline')
    .description('Sets up and looks after a Throughline: career conversations in calendars weeks ahead.')
    .exitOverride()
    .showHelpAfterError('(--help after any command says how it is used.)')
    .addHelpText('after', epilogue);
  for (const { name, description, load } of commands) {
    const command = program.command(name).description(description);
    if (words.includes(name)) (await load())(command, { onProblem });
  }
  return program;
}
