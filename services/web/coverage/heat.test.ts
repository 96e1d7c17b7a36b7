import { expect, test } from 'vitest';
import { distanceOf, distances } from './heat.ts';

test('a colour says how far from the target a share is, and the legend says the same', () => {
  const percents = [100, 90, 89, 80, 79, 65, 64, 0];
  expect(percents.map((percent) => distanceOf({ percent, target: 90 }))).toEqual([
    'reached',
    'reached',
    'near',
    'near',
    'under',
    'under',
    'far',
    'far',
  ]);
  expect(distances.map(({ words }) => words(90))).toEqual(['90% or more', '80 to 89%', '65 to 79%', 'under 65%']);
});
