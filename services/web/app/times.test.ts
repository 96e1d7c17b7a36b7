import { describe, expect, test } from 'vitest';
import { formatDate, formatInstant, formatSlot, formatWeekdayTime, relativeDay, zoneName } from './times.ts';

const slot = { startsAt: '2027-02-11T23:30:00Z', endsAt: '2027-02-12T00:30:00Z' };

describe('a slot is printed on the clocks of the zone asked for, which is named', () => {
  test('in Berlin it is the next day already', () => {
    expect(formatSlot({ slot, timeZone: 'Europe/Berlin' })).toBe('Fri 12 Feb 2027, 00:30–01:30 Berlin');
  });

  test('in São Paulo it still is the evening before', () => {
    expect(formatSlot({ slot, timeZone: 'America/Sao_Paulo' })).toBe('Thu 11 Feb 2027, 20:30–21:30 Sao Paulo');
  });
});

test('a zone is named as people call it, with its city', () => {
  expect(zoneName('America/New_York')).toBe('Eastern Time (New York)');
  expect(zoneName('UTC')).toBe('UTC');
});

test('a calendar day stays the day it is, wherever it is read', () => {
  expect(formatDate('2027-03-28')).toBe('28 Mar 2027');
});

test('a moment close by is printed by its weekday', () => {
  expect(formatWeekdayTime({ instant: '2026-11-26T09:00:00Z', timeZone: 'Europe/Berlin' })).toBe('Thursday 10:00');
});

test('a moment carries day, time and zone', () => {
  expect(formatInstant({ instant: '2026-11-23T23:10:00Z', timeZone: 'Asia/Kolkata' })).toBe(
    'Tue 24 Nov 2026, 04:40 Kolkata',
  );
});

test('days away are counted by the calendar, not by hours', () => {
  const now = '2026-11-23T22:30:00Z';
  expect(relativeDay({ instant: '2026-11-23T23:30:00Z', now, timeZone: 'Europe/Berlin' })).toBe('tomorrow');
  expect(relativeDay({ instant: '2026-11-23T23:30:00Z', now, timeZone: 'America/New_York' })).toBe('today');
});
