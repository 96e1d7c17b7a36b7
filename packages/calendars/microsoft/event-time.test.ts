import { describe, expect, test } from 'vitest';
import { eventTime, instantOf, toEventTime } from './event-time.ts';

describe('times of an entry', () => {
  test('are written as the wall shows them, with the zone by the name every mailbox knows', () => {
    const instant = Temporal.Instant.from('2027-03-26T09:00:00Z');
    const inMadrid = { dateTime: '2027-03-26T10:00:00', timeZone: 'Romance Standard Time' };
    expect(toEventTime({ instant, timeZone: 'Europe/Madrid' })).toEqual(inMadrid);
    const inKyiv = { dateTime: '2027-03-26T11:00:00', timeZone: 'FLE Standard Time' };
    expect(toEventTime({ instant, timeZone: 'Europe/Kyiv' })).toEqual(inKyiv);
  });

  test('are written as the moment they are where Windows has no zone with the same clock', () => {
    const instant = Temporal.Instant.from('2027-03-26T09:00:00Z');
    const moment = { dateTime: '2027-03-26T09:00:00', timeZone: 'UTC' };
    expect(toEventTime({ instant, timeZone: '+01:07' })).toEqual(moment);
  });

  test('are read as UTC, though they come without a Z', () => {
    const time = eventTime.parse({ dateTime: '2027-03-26T09:00:00.0000000', timeZone: 'UTC' });
    const read = instantOf({ time, allDay: false, ownerZone: 'Europe/Madrid' });
    expect(read.toString()).toBe('2027-03-26T09:00:00Z');
  });

  test('in another zone than was asked for are not taken for UTC', () => {
    const time = { dateTime: '2027-03-26T10:00:00.0000000', timeZone: 'Romance Standard Time' };
    expect(eventTime.safeParse(time).success).toBe(false);
  });

  test('of a whole day are midnights of its owner', () => {
    const time = eventTime.parse({ dateTime: '2027-03-26T00:00:00.0000000', timeZone: 'UTC' });
    const read = instantOf({ time, allDay: true, ownerZone: 'America/Sao_Paulo' });
    expect(read.toString()).toBe('2027-03-26T03:00:00Z');
  });
});
