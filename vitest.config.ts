import { randomInt } from 'node:crypto';
import { defineConfig } from 'vitest/config';

/** Files that start or stop processes, or fill a machine by themselves: each in a process of its own. */
const alone = ['packages/{embedded-postgres,jobs,testing}', 'services/{standalone,worker}', 'test/faults'];
/** The rest share a worker, which loads the clients of both clouds once; each file has a database of its own. */
const together = [
  'packages/!(embedded-postgres|jobs|testing)',
  'services/!(standalone|worker)',
  'test/{browser,scenarios}',
];

/**
 * `vitest run` is what `npm test` runs. `vitest run --mode long` (npm run test:long) runs the long tests: year-long
 * simulations, long random walks and random kills, in files named `*.long.test.ts`, one conversation also between clouds,
 * and the properties of what decides and writes, tried on other values than the last time.
 */
export default defineConfig(({ mode }) => {
  const long = mode === 'long';
  const seed = process.env['FAST_CHECK_SEED'] ?? String(randomInt(2 ** 31));
  if (long)
    process.stdout.write(`The properties are tried on what FAST_CHECK_SEED=${seed} draws.
`);
  const every = {
    exclude: ['**/node_modules/**', '**/dist/**', 'test/bench/**', ...(long ? [] : ['**/*.long.test.ts'])],
    // vitest alone takes any two Temporal values for equal inside toMatchObject, and fast-check alone draws anew each time.
    setupFiles: ['packages/domain/testing/temporal-equality.ts', 'packages/domain/testing/fast-check-seed.ts'],
    ...(long && { env: { FAST_CHECK_SEED: seed } }),
    provide: { isLong: long },
    // For what hangs. How long anything takes is up to what else the machine has to do.
    testTimeout: long ? 1_800_000 : 120_000,
    hookTimeout: 120_000,
  };
  const under = (folders: readonly string[]) =>
    folders.map((folder) => `${folder}/**/*.${long ? 'long.test' : 'test'}.ts`);
  /** Of the repository as a whole. */
  const checks = long ? [] : ['test/*.test.ts'];
  const properties = long ? ['packages/{domain,mail,security}/**/*.test.ts'] : [];
  /** Lived through with managers and reports on different clouds, too. */
  const mixed = long ? ['test/scenarios/one-conversation.test.ts'] : [];
  return {
    test: {
      globalSetup: ['packages/testing/global-setup.ts', 'test/browser/pages-once.ts'],
      pool: 'forks',
      maxWorkers: 2,
      teardownTimeout: 30_000,
      projects: [
        { test: { ...every, name: 'alone', include: [...under(alone), ...checks] } },
        {
          test: { ...every, name: 'together', include: [...under(together), ...properties, ...mixed], isolate: false },
        },
      ],
    },
  };
});
