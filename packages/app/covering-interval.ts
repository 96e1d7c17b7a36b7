import type { Interval } from '@throughline/domain/time/interval.ts';

/** The shortest interval that holds all of these; null for none. */
export function coveringInterval(intervals: readonly Interval[]): Interval | null {
  const [first, ...rest] = intervals;
  if (first === undefined) return null;
  return rest.reduce(
    (covering, { start, end }) => ({
      start: Temporal.Instant.compare(start, covering.start) < 0 ? start : covering.start,
      end: Temporal.Instant.compare(end, covering.end) > 0 ? end : covering.end,
    }),
    first,
  );
}
