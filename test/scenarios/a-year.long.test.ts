import { beforeAll, describe, expect, test } from 'vitest';
import { largeOrganization } from './living/large-organization.ts';
import { liveWeeks, type Lived } from './living/live-weeks.ts';

const weeks = 60;

describe.for([1, 2, 3])('sixty weeks of sixty people, seed %i', (seed) => {
  let lived: Lived;
  beforeAll(async () => {
    lived = await liveWeeks({ organization: largeOrganization({ seed, weeks }), weeks, seed });
  }, 1_800_000);

  test('after each week everything is where the definitions put it', () => {
    expect(lived.problems).toEqual([]);
    expect(lived.recounted).toBeGreaterThanOrEqual(weeks / 2);
  });
});
