import { beforeAll, describe, expect, test } from 'vitest';
import { mailVolume } from './checks/mail-volume.ts';
import { largeOrganization, threeHundredPeople } from './living/large-organization.ts';
import { liveInGoodFaith, type LivedInGoodFaith } from './living/live-in-good-faith.ts';

const weeks = 53;
const seed = 1;
const leastCurrent = 90;

/** A year takes its time: three hundred people, a day at a time. */
const patience = 4 * 3_600_000;

describe.each([
  { steps: true, name: 'who are asked to help when a conversation slips' },
  { steps: false, name: 'whom nobody asks to help, shown beside it' },
])('a year of three hundred people of whom four of five mean well, $name', ({ steps }) => {
  let lived: LivedInGoodFaith;
  beforeAll(async () => {
    lived = await liveInGoodFaith({ shape: threeHundredPeople, weeks, seed, steps });
    const { headlinePercent, heldPercent } = lived;
    process.stdout.write(
      `steps ${steps ? 'on' : 'off'}: current ${headlinePercent.toFixed(1)} %, known to have taken place ${heldPercent.toFixed(1)} %\n`,
    );
  }, patience);

  test('every day what must hold holds, and every week everything is where the definitions put it', () => {
    expect(lived.problems).toEqual([]);
  });

  test.runIf(steps)('at its end nine of ten of the eligible are current', () => {
    expect(lived.headlinePercent).toBeGreaterThanOrEqual(leastCurrent);
  });

  test('whoever stands in the middle gets at most one mail a week, and so do managers', () => {
    const { begin } = largeOrganization({ seed, weeks, shape: threeHundredPeople });
    const { median, medianManager, most } = mailVolume({ facts: lived.facts, begin, weeks });
    process.stdout.write(
      `mails a week: median ${median.toFixed(2)}, of managers ${medianManager.toFixed(2)}, most ${most.toFixed(2)}\n`,
    );
    expect(median).toBeLessThanOrEqual(1);
    expect(medianManager).toBeLessThanOrEqual(1);
  });
});
