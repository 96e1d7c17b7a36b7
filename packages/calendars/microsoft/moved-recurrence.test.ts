import { expect, test } from 'vitest';
import { movedRecurrence } from './moved-recurrence.ts';

/** A Wednesday. */
const date = Temporal.PlainDate.from('2027-03-03');
const range = { type: 'noEnd', startDate: '2027-02-01', endDate: '0001-01-01', recurrenceTimeZone: 'UTC' };
const moved = (pattern: { type: string; daysOfWeek?: string[] }, changed = {}) =>
  movedRecurrence({ recurrence: { pattern, range: { ...range, ...changed } }, date });

test.each([
  [{ type: 'daily' }, {}],
  [{ type: 'weekly', daysOfWeek: ['monday'] }, { daysOfWeek: ['wednesday'] }],
  [{ type: 'absoluteMonthly', dayOfMonth: 1 }, { dayOfMonth: 3 }],
  [
    { type: 'absoluteYearly', dayOfMonth: 1, month: 2 },
    { dayOfMonth: 3, month: 3 },
  ],
])('a series %o begins on the new day', (pattern, changed) => {
  expect(moved(pattern)).toEqual({
    pattern: { ...pattern, ...changed },
    range: { ...range, startDate: '2027-03-03' },
  });
});

test('what one day cannot say is left as it is', () => {
  expect(moved({ type: 'weekly', daysOfWeek: ['monday', 'friday'] })).toBeNull();
  expect(moved({ type: 'relativeMonthly', daysOfWeek: ['monday'] })).toBeNull();
  expect(moved({ type: 'daily' }, { type: 'endDate', endDate: '2027-03-02' })).toBeNull();
});
