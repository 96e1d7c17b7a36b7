import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aCloseInterval } from '../testing/arbitraries.ts';
import { at } from '../testing/builders.ts';
import { minutesOf } from '../time/interval.ts';
import { attendanceWindow, floorReached } from './floor-reached.ts';
import type { Presence } from './floor-reached.ts';

const window = attendanceWindow({
  startsAt: at('2027-01-25T10:00:00Z'),
  endsAt: at('2027-01-25T11:00:00Z'),
  toleranceMinutes: 30,
});
const now = at('2027-01-25T14:00:00Z');
const from = (joined: string, left: string | null): Presence => ({
  joined: at(`2027-01-25T${joined}:00Z`),
  left: left === null ? null : at(`2027-01-25T${left}:00Z`),
});
const reached = ({
  manager,
  report,
  asOf = now,
}: {
  manager: readonly Presence[];
  report: readonly Presence[];
  asOf?: Temporal.Instant;
}) => floorReached({ manager, report, window, floorMinutes: 45, now: asOf });

describe('two people were together long enough', () => {
  test('for the floor to the minute, and not for a minute less', () => {
    const report = [from('10:00', '11:00')];
    expect(reached({ manager: [from('10:15', '11:00')], report })).toBe(true);
    expect(reached({ manager: [from('10:16', '11:00')], report })).toBe(false);
  });

  test('in pieces too, added up', () => {
    const manager = [from('10:00', '10:20'), from('10:25', '10:40'), from('10:50', '11:10')];
    expect(reached({ manager, report: [from('09:50', '11:30')] })).toBe(true);
    expect(reached({ manager, report: [from('09:50', '10:52')] })).toBe(false);
  });

  test('only while both were there: an hour each, one after the other, is none', () => {
    expect(reached({ manager: [from('09:30', '10:30')], report: [from('10:30', '11:30')] })).toBe(false);
    expect(reached({ manager: [from('10:00', '11:00')], report: [] })).toBe(false);
  });

  test('two devices of one person count once', () => {
    const twice = [from('10:00', '10:30'), from('10:00', '10:30')];
    expect(reached({ manager: twice, report: twice })).toBe(false);
  });

  test('within the event’s time and the tolerance around it: another use of the same link does not count', () => {
    const before = [from('08:00', '09:50')];
    expect(reached({ manager: before, report: before })).toBe(false);
    const after = [from('11:00', '13:00')];
    expect(reached({ manager: after, report: after })).toBe(false);
    const late = [from('10:30', '11:20')];
    expect(reached({ manager: late, report: late })).toBe(true);
  });

  test('who has not left is there until now', () => {
    const still = [from('10:00', null)];
    expect(reached({ manager: still, report: still, asOf: at('2027-01-25T10:44:00Z') })).toBe(false);
    expect(reached({ manager: still, report: still, asOf: at('2027-01-25T10:45:00Z') })).toBe(true);
  });
});

describe('whatever people do', () => {
  const somePresences = fc.array(
    aCloseInterval.map(({ start, end }) => ({ joined: start, left: end })),
    { maxLength: 8 },
  );
  const someWindow = aCloseInterval.filter(({ start, end }) => Temporal.Instant.compare(start, end) < 0);
  const asOf = at('2027-04-10T00:00:00Z');

  test('it is what counting the minutes one by one gives', () => {
    const isThere = (presences: readonly Presence[], minute: number) =>
      presences.some(
        ({ joined, left }) => joined.epochMilliseconds <= minute && minute < (left ?? asOf).epochMilliseconds,
      );
    fc.assert(
      fc.property(somePresences, somePresences, someWindow, fc.integer({ min: 1, max: 180 }), (a, b, within, floor) => {
        let minutes = 0;
        for (let at_ = within.start.epochMilliseconds; at_ < within.end.epochMilliseconds; at_ += 60_000) {
          if (isThere(a, at_) && isThere(b, at_)) minutes += 1;
        }
        const given = { window: within, floorMinutes: floor, now: asOf };
        expect(floorReached({ manager: a, report: b, ...given })).toBe(minutes >= floor);
      }),
    );
  });

  test('it is the same seen from either of the two, and more presence never takes it away', () => {
    fc.assert(
      fc.property(somePresences, somePresences, somePresences, someWindow, (a, b, more, within) => {
        const given = { window: within, floorMinutes: 45, now: asOf };
        const before = floorReached({ manager: a, report: b, ...given });
        expect(floorReached({ manager: b, report: a, ...given })).toBe(before);
        if (before) expect(floorReached({ manager: [...a, ...more], report: b, ...given })).toBe(true);
      }),
    );
  });

  test('a window shorter than the floor is never enough', () => {
    fc.assert(
      fc.property(somePresences, someWindow, (a, within) => {
        const floorMinutes = minutesOf(within) + 1;
        expect(floorReached({ manager: a, report: a, window: within, floorMinutes, now: asOf })).toBe(false);
      }),
    );
  });
});
