import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mondayOf } from '../time/iso-week.ts';
import { isMailedInWeekOf } from './mail-rhythm.ts';

const aMonday = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => mondayOf(Temporal.PlainDate.from('2026-01-01').add({ days })));

test('monthly is once in every month, on its first Monday', () => {
  fc.assert(
    fc.property(aMonday, (monday) => {
      const month = monday.toPlainYearMonth();
      const mondays = Array.from({ length: month.daysInMonth }, (_, day) => month.toPlainDate({ day: day + 1 })).filter(
        ({ dayOfWeek }) => dayOfWeek === 1,
      );
      const mailed = mondays.filter((one) => isMailedInWeekOf({ monday: one, rhythm: 'monthly' }));
      expect(mailed.map(String)).toEqual([String(mondays[0])]);
    }),
  );
});

test('weekly is every Monday, and none is never', () => {
  fc.assert(
    fc.property(aMonday, (monday) => {
      expect(isMailedInWeekOf({ monday, rhythm: 'weekly' })).toBe(true);
      expect(isMailedInWeekOf({ monday, rhythm: 'none' })).toBe(false);
    }),
  );
});
