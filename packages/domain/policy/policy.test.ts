import { describe, expect, test } from 'vitest';
import { policyRules } from './policy.ts';

const refuses = (rules: Record<string, unknown>) => !policyRules.safeParse(rules).success;

test('an organisation that asks nothing gets the defaults', () => {
  expect(policyRules.parse({})).toMatchObject({
    intervalDays: 180,
    leadTimeDays: 21,
    leadTimeFloorDays: 10,
    durationMinutes: 60,
    durationFloorMinutes: 45,
    firstWithinDaysOfHire: 60,
    firstWithinDaysOfNewManager: 45,
    rolloutDays: 90,
    planningHorizonDays: 91,
    confirmationWindowDays: 7,
    lateAnswerDays: 30,
    targetPercent: 90,
    blackouts: [],
  });
});

describe('what an organisation may not ask', () => {
  test.each([
    ['an interval shorter than 90 days', { intervalDays: 89 }],
    ['an interval longer than a year', { intervalDays: 366 }],
    ['less lead time than ten days', { leadTimeDays: 9 }],
    ['a conversation shorter than 45 minutes', { durationMinutes: 44 }],
    ['a floor above the lead time itself', { leadTimeDays: 12, leadTimeFloorDays: 13 }],
    ['a floor above the duration itself', { durationMinutes: 50, durationFloorMinutes: 55 }],
    ['an interval past the gap ceiling', { intervalDays: 300, gapCeilingDays: 200 }],
    ['units of fewer than five people', { minimumPeople: 4 }],
    ['units of fewer than three managers', { minimumManagers: 2 }],
    ['half days', { intervalDays: 90.5 }],
    [
      'a blackout that ends before it begins',
      { blackouts: [{ from: '2027-01-02', to: '2027-01-01', label: 'Close' }] },
    ],
    ['working hours that end before they begin', { defaultWorkingHours: { 1: [{ from: '17:00', to: '09:00' }] } }],
    ['a time of day that is none', { defaultWorkingHours: { 1: [{ from: '9', to: '25:00' }] } }],
  ])('%s', (_, rules) => {
    expect(refuses(rules)).toBe(true);
  });
});

test('the ends of each range are allowed', () => {
  expect(refuses({ intervalDays: 90 })).toBe(false);
  expect(refuses({ intervalDays: 365 })).toBe(false);
  expect(refuses({ leadTimeDays: 10, durationMinutes: 45 })).toBe(false);
});
