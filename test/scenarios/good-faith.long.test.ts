import { describe, expect, test } from 'vitest';
import { threeHundredPeople } from './living/large-organization.ts';
import { liveInGoodFaith } from './living/live-in-good-faith.ts';

const weeks = 53;
const seed = 1;
const leastCurrent = 90;

/** A year takes its time: three hundred people, a day at a time. */
const patience = 4 * 3_600_000;

describe('a year of three hundred people of whom four of five mean well', () => {
  test(
    'holds every day what must hold, and at its end nine of ten eligible are current; beside it, nobody asked to help',
    async () => {
      const asked = await liveInGoodFaith({ shape: threeHundredPeople, weeks, seed, steps: true });
      const unasked = await liveInGoodFaith({ shape: threeHundredPeople, weeks, seed, steps: false });
      for (const [name, { headlinePercent, heldPercent }] of Object.entries({ asked, unasked })) {
        process.stdout.write(
          `${name}: current ${headlinePercent.toFixed(1)} %, known to have taken place ${heldPercent.toFixed(1)} %\n`,
        );
      }
      expect(asked.problems).toEqual([]);
      expect(unasked.problems).toEqual([]);
      expect(asked.headlinePercent).toBeGreaterThanOrEqual(leastCurrent);
      expect(asked.heldPercent).toBeGreaterThan(unasked.heldPercent);
    },
    patience,
  );
});
