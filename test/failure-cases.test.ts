import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * Failures that users of other schedulers reported, numbered 1 to 35. Each has a test where it belongs, whose title
 * begins with its number: "case 7: …" or "cases 9 and 10: …".
 */
const numbers = Array.from({ length: 35 }, (_, at) => at + 1);

const files = globSync(['packages/**/*.ts', 'services/**/*.ts', 'test/**/*.ts'], {
  exclude: (path) => path.includes('node_modules'),
});
const titles = files.flatMap((path) => [
  ...readFileSync(path, 'utf8').matchAll(/\b(?:test|describe)(?:\.each\([^;]*?\))?\(\s*['"`]cases? ([\d, and]+): /g),
  ...readFileSync(path, 'utf8').matchAll(/\]\)\(\s*['"`]cases? ([\d, and]+): /g),
]);
const tested = new Set(titles.flatMap(([, list = '']) => list.match(/\d+/g) ?? []).map(Number));

test.each(numbers)('failure case %i has a test that is named for it', (number) => {
  expect(tested).toContain(number);
});
