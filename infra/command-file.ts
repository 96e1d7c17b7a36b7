import { readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.dirname(import.meta.dirname);

/** The file behind a command, run by this very Node: a command itself is a shell script, or a .cmd on Windows. */
export function commandFile({ program, command }: { program: string; command: string }): string {
  const home = path.join(root, 'node_modules', program);
  const { bin }: { bin: string | Record<string, string> } = JSON.parse(
    readFileSync(path.join(home, 'package.json'), 'utf8'),
  );
  const file = typeof bin === 'string' ? bin : bin[command];
  if (file === undefined) throw new Error(`${program} has no command ${command}`);
  return path.join(home, file);
}
