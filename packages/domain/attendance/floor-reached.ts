import { intersectIntervals, mergeIntervals, minutesOf } from '../time/interval.ts';
import type { Interval } from '../time/interval.ts';

/** Somebody in a call from one moment to another; null while they have not left. */
export type Presence = { readonly joined: Temporal.Instant; readonly left: Temporal.Instant | null };

/**
 * When a call is this conversation's and no other use of the same link: the event's time and `toleranceMinutes` around
 * it, since people come early, begin late and go on longer.
 */
export function attendanceWindow({
  startsAt,
  endsAt,
  toleranceMinutes,
}: {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  toleranceMinutes: number;
}): Interval {
  return { start: startsAt.subtract({ minutes: toleranceMinutes }), end: endsAt.add({ minutes: toleranceMinutes }) };
}

/**
 * Whether two people were in the call together for at least `floorMinutes` within the window, in one piece or in
 * several. Coming from two devices counts once, and what one of them was there alone for does not count. False says
 * nothing: they may have met in a room.
 */
export function floorReached({
  manager,
  report,
  window,
  floorMinutes,
  now,
}: {
  manager: readonly Presence[];
  report: readonly Presence[];
  window: Interval;
  floorMinutes: number;
  now: Temporal.Instant;
}): boolean {
  const inWindow = (presences: readonly Presence[]): readonly Interval[] =>
    intersectIntervals(mergeIntervals(presences.map(({ joined, left }) => ({ start: joined, end: left ?? now }))), [
      window,
    ]);
  const together = intersectIntervals(inWindow(manager), inWindow(report));
  return together.reduce((sum, interval) => sum + minutesOf(interval), 0) >= floorMinutes;
}
