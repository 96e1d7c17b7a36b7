import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WorkingHours } from '../people/person.ts';
import { aDate, aZone } from '../testing/arbitraries.ts';
import { aLeave, at, day } from '../testing/builders.ts';
import { bookableTime } from './bookable-time.ts';
import { intervalOf } from './span.ts';
import { wallClock, weekdayOfDay, dayOf, weekOfDay } from './wall-clock.ts';

const someone = { personId: 'ana', isHoliday: () => false, leaves: [] };
const nineToFive: WorkingHours = { 1: [{ from: '09:00', to: '17:00' }] };

function openOn(date: string, given: Partial<Parameters<typeof bookableTime>[0]> = {}): readonly string[] {
  const { timeZone = 'Europe/Berlin' } = given;
  const from = day(date).toZonedDateTime(timeZone);
  const window = { start: from.toInstant(), end: from.add({ days: 1 }).toInstant() };
  const { open } = bookableTime({ person: someone, timeZone, hours: nineToFive, blackouts: [], window, ...given });
  return open.map((span) => `${intervalOf(span).start.toString()}/${intervalOf(span).end.toString()}`);
}

describe('bookable time', () => {
  test('keeps the wall clock before and after a clock change', () => {
    expect(openOn('2027-03-22')).toEqual(['2027-03-22T08:00:00Z/2027-03-22T16:00:00Z']);
    expect(openOn('2027-03-29')).toEqual(['2027-03-29T07:00:00Z/2027-03-29T15:00:00Z']);
  });

  test('a half-hour clock change is one too', () => {
    expect(openOn('2027-04-05', { timeZone: 'Australia/Lord_Howe' })).toEqual([
      '2027-04-04T22:30:00Z/2027-04-05T06:30:00Z',
    ]);
  });

  test('night work across the hour that repeats is an hour longer', () => {
    const hours = { 7: [{ from: '00:00', to: '06:00' }] };
    expect(openOn('2027-10-31', { hours })).toEqual(['2027-10-30T22:00:00Z/2027-10-31T05:00:00Z']);
  });

  test('hours the clock skips are not worked', () => {
    expect(openOn('2027-03-28', { hours: { 7: [{ from: '02:00', to: '03:00' }] } })).toEqual([]);
  });

  test('fringe minutes lengthen the day at both ends, not the lunch break, and stay within the day', () => {
    const hours = {
      1: [
        { from: '13:00', to: '23:30' },
        { from: '08:00', to: '12:00' },
      ],
    };
    expect(openOn('2027-03-22', { hours, fringeMinutes: 60 })).toEqual([
      '2027-03-22T06:00:00Z/2027-03-22T11:00:00Z',
      '2027-03-22T12:00:00Z/2027-03-22T23:00:00Z',
    ]);
  });

  test('blackout, holiday and leave close whole days, each counted under the first that holds', () => {
    const monday = day('2027-03-22');
    const count = bookableTime({
      person: {
        personId: 'ana',
        isHoliday: (date) => date.equals(monday.add({ days: 7 })),
        leaves: [aLeave({ from: '2027-03-29', to: '2027-04-05' })],
      },
      timeZone: 'Europe/Berlin',
      hours: nineToFive,
      blackouts: [{ from: '2027-03-20', to: '2027-03-22', label: 'Reviews' }],
      window: { start: at('2027-03-21T23:00:00Z'), end: at('2027-04-06T22:00:00Z') },
    });
    expect(count).toEqual({ open: [], daysOff: { blackout: 1, holiday: 1, leave: 1 } });
  });

  test('leave of somebody else is theirs', () => {
    const leaves = [aLeave({ personId: 'ben', from: '2027-03-22', to: '2027-03-22' })];
    expect(openOn('2027-03-22', { person: { ...someone, leaves } })).toHaveLength(1);
  });
});

test('the fast wall clock reads as Temporal does, in any zone, across any clock change', () => {
  fc.assert(
    fc.property(aZone, aDate, fc.nat({ max: 91 * 24 * 60 }), (timeZone, date, minutes) => {
      const from = date.toZonedDateTime(timeZone).toInstant();
      const clock = wallClock({
        timeZone,
        from: from.epochMilliseconds,
        until: from.add({ hours: 91 * 24 }).epochMilliseconds,
      });
      const instant = from.add({ minutes });
      const local = instant.toZonedDateTimeISO(timeZone);
      const read = clock(instant.epochMilliseconds);
      expect(read).toEqual({ day: dayOf(local.toPlainDate()), minuteOfDay: local.hour * 60 + local.minute });
      expect(weekdayOfDay(read.day)).toBe(local.dayOfWeek);
      expect(weekOfDay(read.day) === weekOfDay(read.day + 1)).toBe(local.dayOfWeek !== 7);
    }),
  );
});
