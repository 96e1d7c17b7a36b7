import { defineConfig } from 'vitest/config';

/**
 * `vitest run` is what `npm test` runs. `vitest run --mode long` (npm run test:long) runs the long tests alone:
 * year-long simulations, long random walks and random kills, in files named `*.long.test.ts`.
 */
export default defineConfig(({ mode }) => {
  const long = mode === 'long';
  return {
    test: {
      include: ['packages', 'services', 'test'].map((root) => `${root}/**/*.${long ? 'long.test' : 'test'}.ts`),
      exclude: ['**/node_modules/**', '**/dist/**', 'test/bench/**', ...(long ? [] : ['**/*.long.test.ts'])],
      globalSetup: ['packages/testing/global-setup.ts'],
      // vitest alone takes any two Temporal values for equal inside toMatchObject.
      setupFiles: ['packages/domain/testing/temporal-equality.ts'],
      pool: 'forks',
      maxWorkers: 2,
      testTimeout: long ? 1_800_000 : 30_000,
      hookTimeout: 60_000,
      teardownTimeout: 30_000,
    },
  };
});
