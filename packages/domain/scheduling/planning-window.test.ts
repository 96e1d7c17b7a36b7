import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepsLead } from '../conversation/lead-time.ts';
import { aZone, anInstant } from '../testing/arbitraries.ts';
import { at, someRules } from '../testing/builders.ts';
import { planningWindow } from './planning-window.ts';

const berlin = (given: Parameters<typeof someRules>[0] = {}) => {
  const { start, end } = planningWindow({
    invitationsAt: at('2026-11-02T09:00:00Z'),
    timeZone: 'Europe/Berlin',
    rules: someRules(given),
  });
  return `${start.toString()} to ${end.toString()}`;
};

test('it runs from the day after the lead time to the end of the horizon', () => {
  expect(berlin()).toBe('2026-11-23T23:00:00Z to 2027-02-01T23:00:00Z');
});

test('a lead time longer than the horizon leaves days to choose from all the same', () => {
  expect(berlin({ planningHorizonDays: 30, leadTimeDays: 60 })).toBe('2027-01-01T23:00:00Z to 2027-03-03T23:00:00Z');
});

test('whatever the zone and the hour, its first moment keeps the lead time', () => {
  fc.assert(
    fc.property(aZone, anInstant, fc.integer({ min: 10, max: 90 }), (timeZone, invitationsAt, leadTimeDays) => {
      const { start } = planningWindow({ invitationsAt, timeZone, rules: someRules({ leadTimeDays }) });
      expect(keepsLead({ invitedAt: invitationsAt, startsAt: start, days: leadTimeDays })).toBe(true);
    }),
  );
});
