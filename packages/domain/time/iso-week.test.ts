import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aDate } from '../testing/arbitraries.ts';
import { day } from '../testing/builders.ts';
import { isoWeekOf, mondayOf } from './iso-week.ts';

test('a week belongs to the year of its Thursday', () => {
  expect(isoWeekOf(day('2026-11-22'))).toBe('2026-W47');
  expect(isoWeekOf(day('2027-01-01'))).toBe('2026-W53');
  expect(isoWeekOf(day('2027-01-04'))).toBe('2027-W01');
});

test('the seven days from a Monday share one week and the next day has another', () => {
  fc.assert(
    fc.property(aDate, (date) => {
      const monday = mondayOf(date);
      expect(monday.dayOfWeek).toBe(1);
      expect(isoWeekOf(date)).toBe(isoWeekOf(monday));
      expect(isoWeekOf(monday.add({ days: 6 }))).toBe(isoWeekOf(monday));
      expect(isoWeekOf(monday.add({ days: 7 }))).not.toBe(isoWeekOf(monday));
    }),
  );
});
