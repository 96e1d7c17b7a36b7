import type { Interval } from '../time/interval.ts';

/**
 * An interval in epoch milliseconds. The planner compares hundreds of thousands of moments, and comparing numbers
 * is a hundred times as fast as comparing instants; everything it takes in and hands out is intervals.
 */
export type Span = { readonly start: number; readonly end: number };

export function intervalOf({ start, end }: Span): Interval {
  return { start: Temporal.Instant.fromEpochMilliseconds(start), end: Temporal.Instant.fromEpochMilliseconds(end) };
}

/** Sorted, neither overlapping nor touching, none of them empty: what every list of spans below is. */
export function spansOf(intervals: readonly Interval[]): readonly Span[] {
  const spans = intervals
    .map(({ start, end }) => ({ start: start.epochMilliseconds, end: end.epochMilliseconds }))
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last && span.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else merged.push(span);
  }
  return merged;
}

/** The moments in both. */
export function intersectSpans(a: readonly Span[], b: readonly Span[]): readonly Span[] {
  const common: Span[] = [];
  let [atA, atB] = [0, 0];
  while (atA < a.length && atB < b.length) {
    const [first, second] = [a[atA]!, b[atB]!];
    const start = Math.max(first.start, second.start);
    const end = Math.min(first.end, second.end);
    if (start < end) common.push({ start, end });
    if (first.end < second.end) atA += 1;
    else atB += 1;
  }
  return common;
}

/** The moments of `from` that are not in `minus`. */
export function subtractSpans(from: readonly Span[], minus: readonly Span[]): readonly Span[] {
  return intersectSpans(from, gapsOf(minus));
}

/** The one of `spans` that holds all of `slot`. */
export function spanAround({ spans, slot }: { spans: readonly Span[]; slot: Span }): Span | null {
  const candidate = spans[countStartingBefore(spans, slot.start + 1) - 1];
  return candidate !== undefined && slot.end <= candidate.end ? candidate : null;
}

/** Whether any of `spans` shares a moment with `slot`. */
export function touchesAny({ spans, slot }: { spans: readonly Span[]; slot: Span }): boolean {
  const candidate = spans[countStartingBefore(spans, slot.end) - 1];
  return candidate !== undefined && slot.start < candidate.end;
}

function gapsOf(spans: readonly Span[]): readonly Span[] {
  const ends = [-Infinity, ...spans.map(({ end }) => end)];
  const starts = [...spans.map(({ start }) => start), Infinity];
  return ends.map((start, index) => ({ start, end: starts[index]! }));
}

function countStartingBefore(spans: readonly Span[], moment: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.start < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
