import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aDate, anInstant, aZone } from '../testing/arbitraries.ts';
import { aLeave, aPerson, aPolicy, at, day } from '../testing/builders.ts';
import { minutesOf } from '../time/interval.ts';
import {
  workingIntervalsOn,
  workingMomentFrom,
  workingMorningFrom,
  workingMorningUpTo,
  workingPatternOf,
} from './working-pattern.ts';
import type { WorkingPattern } from './working-pattern.ts';

const officeHours: WorkingPattern = {
  hours: aPolicy().rules.defaultWorkingHours,
  timeZone: 'Europe/Berlin',
  isDayOff: () => false,
};

describe("a person's working pattern", () => {
  test("their own hours hold before the policy's", () => {
    const own = { 2: [{ from: '07:00', to: '11:00' }] };
    expect(workingPatternOf({ person: aPerson({ workingHours: own }), policy: aPolicy(), leaves: [] })?.hours).toEqual(
      own,
    );
    expect(workingPatternOf({ person: aPerson(), policy: aPolicy(), leaves: [] })?.hours).toEqual(officeHours.hours);
  });

  test('leave and public holidays are days off', () => {
    const pattern = workingPatternOf({
      person: aPerson(),
      policy: aPolicy(),
      leaves: [aLeave({ from: '2027-03-01', to: '2027-03-05' })],
    });
    expect(['2027-03-05', '2027-03-08', '2027-03-09'].map((date) => pattern?.isDayOff(day(date)))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('somebody whose zone nobody knows has none', () => {
    expect(workingPatternOf({ person: aPerson({ timeZone: null }), policy: aPolicy(), leaves: [] })).toBeNull();
  });
});

describe('working hours', () => {
  test('an office day is eight hours long in every zone, clock change or not', () => {
    fc.assert(
      fc.property(aDate, aZone, (date, timeZone) => {
        const hours = workingIntervalsOn({ ...officeHours, timeZone, date });
        expect(hours.map(minutesOf)).toEqual(date.dayOfWeek < 6 ? [480] : []);
      }),
    );
  });

  test('a night shift is an hour shorter when the clock goes forward', () => {
    const nights: WorkingPattern = { ...officeHours, hours: { 7: [{ from: '00:00', to: '06:00' }] } };
    expect(workingIntervalsOn({ ...nights, date: day('2027-03-28') }).map(minutesOf)).toEqual([300]);
    expect(workingIntervalsOn({ ...nights, date: day('2027-10-31') }).map(minutesOf)).toEqual([420]);
  });

  test('on a weekend, work begins on Monday and last began on Friday', () => {
    const sunday = day('2026-11-22');
    expect(workingMorningFrom({ ...officeHours, date: sunday })).toEqual(at('2026-11-23T08:00:00Z'));
    expect(workingMorningUpTo({ ...officeHours, date: sunday })).toEqual(at('2026-11-20T08:00:00Z'));
  });

  test('somebody who never works has no morning', () => {
    expect(workingMorningFrom({ ...officeHours, hours: {}, date: day('2026-11-22') })).toBeNull();
  });

  test('the next working moment is now within hours, and otherwise a morning no earlier than now', () => {
    fc.assert(
      fc.property(anInstant, aZone, (instant, timeZone) => {
        const moment = workingMomentFrom({ ...officeHours, timeZone, instant })!;
        const local = moment.toZonedDateTimeISO(timeZone);
        expect(Temporal.Instant.compare(instant, moment)).toBeLessThanOrEqual(0);
        expect(local.dayOfWeek).toBeLessThan(6);
        expect(local.hour).toBeGreaterThanOrEqual(9);
        expect(local.hour).toBeLessThan(17);
        if (!moment.equals(instant)) expect(local.toPlainTime().toString()).toBe('09:00:00');
      }),
    );
  });
});
