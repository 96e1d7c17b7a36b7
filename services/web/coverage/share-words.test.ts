import { expect, test } from 'vitest';
import { outOf, percentOf, percentText, weekWords } from './share-words.ts';

test('a share is shown with what it was counted from', () => {
  expect(percentText({ numerator: 184, denominator: 219 })).toBe('84%');
  expect(outOf({ numerator: 184, denominator: 219 })).toBe('184 of 219');
});

test('of nobody there is no percentage', () => {
  expect(percentOf({ numerator: 0, denominator: 0 })).toBeNull();
  expect(percentText({ numerator: 0, denominator: 0 })).toBe('nobody to count');
});

test('an ISO week is said as people say it', () => {
  expect(weekWords('2026-W07')).toBe('week 7, 2026');
});
