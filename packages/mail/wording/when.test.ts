import { expect, test } from 'vitest';
import { clockTime, dateText, longDay, shortDay, timeRange, zoneName } from './when.ts';

const startsAt = Temporal.Instant.from('2027-03-28T00:30:00Z');
const endsAt = startsAt.add({ minutes: 60 });

test('a date is written out, with the year', () => {
  expect(longDay(Temporal.PlainDate.from('2026-12-03'))).toBe('Thursday 3 December 2026');
  expect(shortDay(Temporal.PlainDate.from('2026-12-03'))).toBe('Thu 3 December');
  expect(dateText(Temporal.PlainDate.from('2026-12-03'))).toBe('3 December 2026');
});

test('a time is the one on the clock of the zone, also where the clock jumps meanwhile', () => {
  expect(timeRange({ startsAt, endsAt, timeZone: 'Europe/Berlin' })).toBe('01:30–03:30');
  expect(timeRange({ startsAt, endsAt, timeZone: 'Asia/Kolkata' })).toBe('06:00–07:00');
  expect(clockTime({ at: startsAt, timeZone: 'UTC' })).toBe('00:30');
});

test.each([
  ['Europe/Berlin', 'Central European Time (Berlin)'],
  ['America/New_York', 'Eastern Time (New York)'],
  ['Asia/Kolkata', 'India Standard Time (Kolkata)'],
  ['UTC', 'UTC'],
])('%s is called %s', (timeZone, name) => {
  expect(zoneName(timeZone)).toBe(name);
});
