import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aDate, aZone } from '../testing/arbitraries.ts';
import { at, day } from '../testing/builders.ts';
import { daysBetween, instantAt, localDateOf } from './local-date.ts';

describe('wall clocks', () => {
  test('nine in the morning is nine before and after the clock changes, in every zone', () => {
    fc.assert(
      fc.property(aDate, aZone, (date, timeZone) => {
        const instant = instantAt({ date, time: '09:00', timeZone });
        expect(instant.toZonedDateTimeISO(timeZone).toPlainTime().toString()).toBe('09:00:00');
        expect(localDateOf({ instant, timeZone })).toEqual(date);
      }),
    );
  });

  test('24:00 is the moment the next day begins', () => {
    fc.assert(
      fc.property(aDate, aZone, (date, timeZone) => {
        const midnight = instantAt({ date, time: '24:00', timeZone });
        expect(localDateOf({ instant: midnight, timeZone })).toEqual(date.add({ days: 1 }));
        expect(localDateOf({ instant: midnight.subtract({ seconds: 1 }), timeZone })).toEqual(date);
      }),
    );
  });

  test('a time the clock skips is taken as long after the gap began', () => {
    expect(instantAt({ date: day('2027-03-14'), time: '02:30', timeZone: 'America/New_York' })).toEqual(
      at('2027-03-14T07:30:00Z'),
    );
  });

  test('of a time the clock repeats the first counts', () => {
    expect(instantAt({ date: day('2027-10-31'), time: '01:30', timeZone: 'Europe/London' })).toEqual(
      at('2027-10-31T00:30:00Z'),
    );
  });

  test('Lord Howe Island moves its clock by half an hour', () => {
    const before = instantAt({ date: day('2027-04-03'), time: '12:00', timeZone: 'Australia/Lord_Howe' });
    const after = instantAt({ date: day('2027-04-04'), time: '12:00', timeZone: 'Australia/Lord_Howe' });
    expect(before.until(after).total('hours')).toBe(24.5);
  });
});

test('days between dates do not know about clocks, and are negative backwards', () => {
  expect(daysBetween(day('2027-03-13'), day('2027-03-15'))).toBe(2);
  expect(daysBetween(day('2027-03-15'), day('2026-03-15'))).toBe(-365);
});
