import { describe, expect, test } from 'vitest';
import { matchingZone, type CustomTimeZone } from './custom-time-zone.ts';
import { ianaZoneOf, windowsZoneOf } from './time-zones.ts';

test('a Windows name means one IANA zone, in any case; an IANA name means itself', () => {
  expect(ianaZoneOf('W. Europe Standard Time')).toBe('Europe/Berlin');
  expect(ianaZoneOf('e. south america standard time')).toBe('America/Sao_Paulo');
  expect(ianaZoneOf('Europe/Madrid')).toBe('Europe/Madrid');
  expect(ianaZoneOf('UTC')).toBe('Etc/UTC');
});

test('a name that is neither means nothing', () => {
  expect(['Customized Time Zone', 'tzone://Microsoft/Custom', ''].map(ianaZoneOf)).toEqual([null, null, null]);
});

const summer = Temporal.Instant.from('2027-07-15T12:00:00Z');

test('a zone has its Windows name under the names it had before and since', () => {
  const windowsOf = (timeZone: string) => windowsZoneOf({ timeZone, at: summer });
  expect(windowsOf('Europe/Madrid')).toBe('Romance Standard Time');
  expect(['Asia/Calcutta', 'Asia/Kolkata'].map(windowsOf)).toEqual(Array(2).fill('India Standard Time'));
  expect(['Europe/Kiev', 'Europe/Kyiv'].map(windowsOf)).toEqual(Array(2).fill('FLE Standard Time'));
  expect(['UTC', 'Etc/GMT'].map(windowsOf)).toEqual(['UTC', 'UTC']);
});

test('a Windows name given for a moment shows the same clocks then, in every zone of this runtime', () => {
  const winter = Temporal.Instant.from('2027-01-15T12:00:00Z');
  const zones = Intl.supportedValuesOf('timeZone');
  const shifted = zones.filter((timeZone) =>
    [summer, winter].some((at) => {
      const back = ianaZoneOf(windowsZoneOf({ timeZone, at }) ?? timeZone) ?? 'none';
      return at.toZonedDateTimeISO(back).offset !== at.toZonedDateTimeISO(timeZone).offset;
    }),
  );
  expect(shifted).toEqual([]);
  expect(zones.filter((timeZone) => windowsZoneOf({ timeZone, at: winter }) === null).length).toBeLessThan(20);
});

describe('a zone of somebody’s own making', () => {
  const from = Temporal.Instant.from('2027-03-01T09:00:00Z');
  const change = (month: number, dayOccurrence: number, time = '02:00:00.0000000') => ({
    time,
    dayOccurrence,
    dayOfWeek: 'sunday',
    month,
    year: 0,
  });
  const pacific: CustomTimeZone = {
    bias: 480,
    standardOffset: change(11, 1),
    daylightOffset: { ...change(3, 2), daylightBias: -60 },
  };

  test('is the IANA zone whose clocks change on the same days', () => {
    expect(matchingZone({ custom: pacific, from })).toBe('America/Los_Angeles');
    const sydney: CustomTimeZone = {
      bias: -600,
      standardOffset: change(4, 1, '03:00:00.0000000'),
      daylightOffset: { ...change(10, 1), daylightBias: -60 },
    };
    expect(matchingZone({ custom: sydney, from })).toBe('Australia/Sydney');
    const berlin: CustomTimeZone = {
      bias: -60,
      standardOffset: change(10, 5, '03:00:00.0000000'),
      daylightOffset: { ...change(3, 5), daylightBias: -60 },
    };
    const zone = matchingZone({ custom: berlin, from }) ?? '';
    expect(from.toZonedDateTimeISO(zone).offset).toBe('+01:00');
    expect(Temporal.Instant.from('2027-10-30T12:00:00Z').toZonedDateTimeISO(zone).offset).toBe('+02:00');
    expect(Temporal.Instant.from('2027-11-01T12:00:00Z').toZonedDateTimeISO(zone).offset).toBe('+01:00');
  });

  test('without changes is a zone that has none', () => {
    const zone = matchingZone({ custom: { bias: -330, standardOffset: change(0, 0), daylightOffset: null }, from });
    expect(zone).toBe('Asia/Calcutta');
  });

  test('is nobody’s when no zone shows the same', () => {
    expect(matchingZone({ custom: { bias: 17 }, from })).toBeNull();
    expect(matchingZone({ custom: { ...pacific, standardOffset: change(12, 1) }, from })).toBeNull();
  });
});
