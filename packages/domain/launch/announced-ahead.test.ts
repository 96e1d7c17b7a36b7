import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at } from '../testing/builders.ts';
import { daysBetween, localDateOf } from '../time/local-date.ts';
import { isWorkingDay } from '../time/working-day.ts';
import { invitationsFrom } from './announced-ahead.ts';

const timeZone = 'Europe/Berlin';
const from = (announcedAt: string, country: string | null = 'DE') =>
  invitationsFrom({ announcedAt: at(announcedAt), timeZone, country }).toString();

test('invitations may leave at the same hour three working days later', () => {
  expect(from('2026-11-02T09:00:00Z')).toBe('2026-11-05T09:00:00Z');
});

test('weekends and public holidays do not count', () => {
  expect(from('2026-11-05T09:00:00Z')).toBe('2026-11-10T09:00:00Z');
  expect(from('2026-12-23T09:00:00Z')).toBe('2026-12-29T09:00:00Z');
  expect(from('2026-12-23T09:00:00Z', null)).toBe('2026-12-28T09:00:00Z');
});

test('whenever it went out, three whole working days lie between, on the clock on the wall', () => {
  const moment = fc
    .integer({ min: 0, max: 2 * 366 * 24 * 60 })
    .map((minutes) => at('2026-01-01T00:00:00Z').add({ minutes }));
  fc.assert(
    fc.property(moment, (announcedAt) => {
      const opens = invitationsFrom({ announcedAt, timeZone, country: null });
      const [first, last] = [announcedAt, opens].map((instant) => localDateOf({ instant, timeZone }));
      const days = Array.from({ length: daysBetween(first!, last!) }, (_, index) => first!.add({ days: index + 1 }));
      expect(days.filter((date) => isWorkingDay({ date, isHoliday: () => false }))).toHaveLength(3);
      expect(last!.dayOfWeek).toBeLessThan(6);
    }),
  );
});
