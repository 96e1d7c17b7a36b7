import { expect, test } from 'vitest';
import { firstPlanHold } from './first-plan-hold.ts';

const held = ({
  now,
  days = 2,
  country = 'DE-BE',
  timeZone = 'Europe/Berlin',
}: {
  now: string;
  days?: number;
  country?: string | null;
  timeZone?: string;
}) =>
  firstPlanHold({
    manager: { country },
    timeZone,
    rules: { firstPlanHoldWorkingDays: days },
    now: Temporal.Instant.from(now),
  })?.toString();

test('Tuesday 10:00 is held until Thursday 10:00', () => {
  expect(held({ now: '2026-11-03T09:00:00Z' })).toBe('2026-11-05T09:00:00Z');
});

test('weekends and public holidays where the manager lives do not count', () => {
  expect(held({ now: '2026-11-06T09:00:00Z' })).toBe('2026-11-10T09:00:00Z');
  expect(held({ now: '2026-12-23T09:00:00Z' })).toBe('2026-12-28T09:00:00Z');
  expect(held({ now: '2026-12-23T09:00:00Z', country: null })).toBe('2026-12-25T09:00:00Z');
});

test('the hour of the wall clock stays when clocks change', () => {
  expect(held({ now: '2027-03-26T09:00:00Z', country: null })).toBe('2027-03-30T08:00:00Z');
});

test('a policy without a hold holds nothing', () => {
  expect(held({ now: '2026-11-03T09:00:00Z', days: 0 })).toBeUndefined();
});
