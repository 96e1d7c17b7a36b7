import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aDate } from '../testing/arbitraries.ts';
import { day } from '../testing/builders.ts';
import { isBefore } from './local-date.ts';
import { addWorkingDays, isWorkingDay, nextWorkingDay, previousWorkingDay } from './working-day.ts';

const noHoliday = () => false;
const christmas = (date: Temporal.PlainDate) => date.month === 12 && (date.day === 25 || date.day === 26);

test('two working days after a Thursday are Monday', () => {
  expect(addWorkingDays({ date: day('2026-11-19'), days: 2, isHoliday: noHoliday })).toEqual(day('2026-11-23'));
});

test('holidays are passed over with the weekend behind them', () => {
  expect(nextWorkingDay({ date: day('2026-12-24'), isHoliday: christmas })).toEqual(day('2026-12-28'));
  expect(previousWorkingDay({ date: day('2026-12-28'), isHoliday: christmas })).toEqual(day('2026-12-24'));
});

test('no working days added is the same day, worked or not', () => {
  expect(addWorkingDays({ date: day('2026-11-21'), days: 0, isHoliday: noHoliday })).toEqual(day('2026-11-21'));
});

test('the next working day is worked, lies ahead, and none between is worked', () => {
  fc.assert(
    fc.property(aDate, (date) => {
      const next = nextWorkingDay({ date, isHoliday: christmas });
      expect(isWorkingDay({ date: next, isHoliday: christmas })).toBe(true);
      for (let between = date.add({ days: 1 }); isBefore(between, next); between = between.add({ days: 1 })) {
        expect(isWorkingDay({ date: between, isHoliday: christmas })).toBe(false);
      }
      expect(
        nextWorkingDay({ date: previousWorkingDay({ date: next, isHoliday: christmas }), isHoliday: christmas }),
      ).toEqual(next);
    }),
  );
});
