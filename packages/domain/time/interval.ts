/** A stretch of time, half-open: `start` belongs to it, `end` does not. Never empty or backwards when busy or bookable. */
export type Interval = { readonly start: Temporal.Instant; readonly end: Temporal.Instant };

/** Touching intervals do not overlap: one may start the moment the other ends. */
export function overlaps(a: Interval, b: Interval): boolean {
  return isBefore(a.start, b.end) && isBefore(b.start, a.end);
}

/** Whether all of `inner` lies within `outer`. */
export function covers({ outer, inner }: { outer: Interval; inner: Interval }): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}

/** The same moments as sorted intervals that neither overlap nor touch. Empty and backwards intervals vanish. */
export function mergeIntervals(intervals: readonly Interval[]): readonly Interval[] {
  const merged: Interval[] = [];
  for (const interval of inOrder(intervals)) {
    const last = merged.at(-1);
    if (last && !isBefore(last.end, interval.start)) {
      merged[merged.length - 1] = { start: last.start, end: later(last.end, interval.end) };
    } else {
      merged.push(interval);
    }
  }
  return merged;
}

/** The moments of `from` that lie in none of `minus`, sorted and merged. */
export function subtractIntervals(from: readonly Interval[], minus: readonly Interval[]): readonly Interval[] {
  const taken = mergeIntervals(minus);
  const left: Interval[] = [];
  let firstTaken = 0;
  for (const interval of mergeIntervals(from)) {
    while (firstTaken < taken.length && !isBefore(interval.start, taken[firstTaken]!.end)) firstTaken += 1;
    let start = interval.start;
    for (let at = firstTaken; at < taken.length && isBefore(taken[at]!.start, interval.end); at += 1) {
      if (isBefore(start, taken[at]!.start)) left.push({ start, end: taken[at]!.start });
      start = later(start, taken[at]!.end);
    }
    if (isBefore(start, interval.end)) left.push({ start, end: interval.end });
  }
  return left;
}

/** The moments both lists cover, sorted and merged. */
export function intersectIntervals(a: readonly Interval[], b: readonly Interval[]): readonly Interval[] {
  return subtractIntervals(a, subtractIntervals(a, b));
}

/** Length in minutes, with a fraction where the interval holds part of a minute. */
export function minutesOf(interval: Interval): number {
  return (interval.end.epochMilliseconds - interval.start.epochMilliseconds) / 60_000;
}

function inOrder(intervals: readonly Interval[]): readonly Interval[] {
  return intervals
    .filter((interval) => isBefore(interval.start, interval.end))
    .toSorted((a, b) => Temporal.Instant.compare(a.start, b.start));
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return isBefore(a, b) ? b : a;
}
