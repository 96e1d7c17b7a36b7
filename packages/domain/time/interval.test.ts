import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aCloseInterval } from '../testing/arbitraries.ts';
import { aSlot } from '../testing/builders.ts';
import { covers, intersectIntervals, mergeIntervals, minutesOf, overlaps, subtractIntervals } from './interval.ts';
import type { Interval } from './interval.ts';

const someIntervals = fc.array(aCloseInterval, { maxLength: 12 });

/** The quarter hours of a list, the slow way: what every operation is checked against. */
function quartersOf(intervals: readonly Interval[]): ReadonlySet<number> {
  const quarters = new Set<number>();
  for (const { start, end } of intervals) {
    for (let at = start.epochMilliseconds; at < end.epochMilliseconds; at += 900_000) quarters.add(at);
  }
  return quarters;
}

function isSortedAndApart(intervals: readonly Interval[]): boolean {
  return intervals.every((interval, index) => {
    const next = intervals[index + 1];
    return minutesOf(interval) > 0 && (!next || interval.end.epochMilliseconds < next.start.epochMilliseconds);
  });
}

describe('intervals are half-open', () => {
  test('one that starts the moment another ends does not overlap it', () => {
    expect(overlaps(aSlot({ start: '2027-01-25T09:00:00Z' }), aSlot({ start: '2027-01-25T10:00:00Z' }))).toBe(false);
    expect(overlaps(aSlot({ start: '2027-01-25T09:00:00Z' }), aSlot({ start: '2027-01-25T09:59:00Z' }))).toBe(true);
  });

  test('an interval covers itself and nothing that reaches past it', () => {
    const hour = aSlot({ start: '2027-01-25T09:00:00Z' });
    expect(covers({ outer: hour, inner: hour })).toBe(true);
    expect(covers({ outer: hour, inner: aSlot({ start: '2027-01-25T09:15:00Z' }) })).toBe(false);
  });
});

describe('lists of intervals', () => {
  test('merging keeps every moment once, sorted and apart', () => {
    fc.assert(
      fc.property(someIntervals, (intervals) => {
        const merged = mergeIntervals(intervals);
        expect(isSortedAndApart(merged)).toBe(true);
        expect(quartersOf(merged)).toEqual(quartersOf(intervals));
      }),
    );
  });

  test('subtracting leaves exactly the moments of the first that the second lacks', () => {
    fc.assert(
      fc.property(someIntervals, someIntervals, (from, minus) => {
        const left = subtractIntervals(from, minus);
        expect(isSortedAndApart(left)).toBe(true);
        expect(quartersOf(left)).toEqual(quartersOf(from).difference(quartersOf(minus)));
      }),
    );
  });

  test('intersecting leaves exactly the moments both have', () => {
    fc.assert(
      fc.property(someIntervals, someIntervals, (a, b) => {
        expect(quartersOf(intersectIntervals(a, b))).toEqual(quartersOf(a).intersection(quartersOf(b)));
      }),
    );
  });

  test("an empty interval and one that ends before it starts are nobody's time", () => {
    const hour = aSlot({ start: '2027-01-25T09:00:00Z' });
    expect(
      mergeIntervals([
        { start: hour.end, end: hour.start },
        { start: hour.start, end: hour.start },
      ]),
    ).toEqual([]);
    expect(subtractIntervals([hour], [{ start: hour.end, end: hour.start }])).toEqual([hour]);
  });
});
