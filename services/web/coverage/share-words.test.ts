import { expect, test } from 'vitest';
import { changeWords, heldWords, outOf, percentOf, percentText, weekNumber, weekWords } from './share-words.ts';

test('a share is shown with what it was counted from', () => {
  expect(percentText({ numerator: 184, denominator: 219 })).toBe('84%');
  expect(outOf({ numerator: 184, denominator: 219 })).toBe('184 of 219');
});

test('of nobody there is no percentage', () => {
  expect(percentOf({ numerator: 0, denominator: 0 })).toBeNull();
  expect(percentText({ numerator: 0, denominator: 0 })).toBe('nobody to count');
});

test('what was held is never said without how that is known', () => {
  expect(heldWords({ confirmed: 12, attendance: 1, claimed: 2, unknown: 3 })).toBe(
    '12 confirmed, 1 by attendance; not counted: 2 claimed, 3 unknown',
  );
});

test('an ISO week is said as people say it', () => {
  expect(weekWords('2026-W07')).toBe('week 7, 2026');
  expect(weekNumber('2026-W07')).toBe('7');
});

test('a change says which way it went, and where there is nothing to compare with it says nothing', () => {
  expect([2, -1, 0, null].map(changeWords)).toEqual(['2 points up', '1 point down', 'unchanged', null]);
});
