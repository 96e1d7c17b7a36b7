import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { commandFile, root } from './command-file.ts';

/** What `npm run check` runs: all of it, whatever fails first, so that one run tells everything. */
const steps = [
  { title: 'types', program: 'typescript', command: 'tsc', args: ['--noEmit'] },
  { title: 'types of the pages', program: 'typescript', command: 'tsc', args: ['--noEmit', '-p', 'services/web'] },
  { title: 'lint', program: 'oxlint', command: 'oxlint', args: [] },
  { title: 'format', program: 'oxfmt', command: 'oxfmt', args: ['--check'] },
  { title: 'boundaries', program: 'vitest', command: 'vitest', args: ['run', 'test/boundaries.test.ts'] },
] as const;
const ours = [
  { title: 'description of the API', file: 'infra/openapi/check-openapi.ts' },
  { title: 'privacy papers', file: 'infra/privacy/check-papers.ts' },
] as const;

const asked = [
  ...steps.map(({ title, program, command, args }) => ({
    title,
    shown: [command, ...args].join(' '),
    run: [commandFile({ program, command }), ...args],
  })),
  ...ours.map(({ title, file }) => ({ title, shown: file, run: [path.join(root, file)] })),
];
const failed = asked.filter(({ title, shown, run }) => {
  console.log(`\n== ${title}: ${shown}`);
  const { status } = spawnSync(process.execPath, run, { cwd: root, stdio: 'inherit' });
  console.log(status === 0 ? `${title}: fine` : `${title}: failed`);
  return status !== 0;
});

console.log(failed.length === 0 ? '\nAll checks pass.' : `\nFailed: ${failed.map(({ title }) => title).join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
