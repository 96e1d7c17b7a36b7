import { globSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './command-file.ts';

/** Each bench prints its table and hands back what missed its bar. */
type Bench = { run(): Promise<readonly string[]> };

const files = globSync('test/bench/**/*.bench.ts', { cwd: root }).toSorted();
const missed: string[] = [];
for (const file of files) {
  console.log(`\n== ${file}`);
  const { run } = (await import(pathToFileURL(path.join(root, file)).href)) as Bench;
  missed.push(...(await run()).map((failure) => `${file}: ${failure}`));
}
console.log(missed.length === 0 ? '\nAll bars are met.' : `\nMissed:\n${missed.join('\n')}`);
process.exitCode = missed.length === 0 ? 0 : 1;
