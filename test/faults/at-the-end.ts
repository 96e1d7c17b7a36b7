import { afterAll } from 'vitest';

const ends: (() => Promise<unknown>)[] = [];

// At the top of the module, so that it counts for the whole test file: inside a running test vitest takes no more hooks.
afterAll(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** Closes what one test file opened, the last first. */
export function atTheEnd(end: () => Promise<unknown>): void {
  ends.push(end);
}
