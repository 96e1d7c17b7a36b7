import { beforeAll, describe, expect, test } from 'vitest';
import { liveInGoodFaith, type LivedInGoodFaith } from './living/live-in-good-faith.ts';

const shape = { units: 1, managers: 2, reports: 3, people: 10, changesAWeek: 0.5 };

describe('a quarter of a year of ten people of whom four of five mean well, day by day', () => {
  let lived: LivedInGoodFaith;
  beforeAll(async () => {
    lived = await liveInGoodFaith({ shape, weeks: 14, seed: 1, steps: true });
  }, 600_000);

  test('every day what must hold holds, and every week everything is where the definitions put it', () => {
    expect(lived.problems).toEqual([]);
  });

  test('conversations took place, and of so few people more are current than not', () => {
    expect(lived.facts.conversations.filter(({ state }) => state === 'held').length).toBeGreaterThan(2);
    // Nine of ten is what three hundred people reach in a year: of seven, two who forget are more than a quarter.
    expect(lived.headlinePercent).toBeGreaterThan(50);
  });
});
