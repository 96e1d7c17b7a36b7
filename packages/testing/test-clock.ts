import type { Clock } from '@throughline/app/ports/clock.ts';

export type TestClock = Clock & {
  /** Moves the organisation's time; a step backwards is a negative duration. */
  advanceBy(step: Temporal.Duration | Temporal.DurationLike | string): void;
  set(now: Temporal.Instant | string): void;
  /** Moves the machine's time, which leases and tokens go by. */
  advanceWallBy(step: Temporal.Duration | Temporal.DurationLike | string): void;
};

/**
 * A clock that stands still until it is told otherwise. Days are 24 hours: an Instant knows no zone. Like the real one
 * it tells whole microseconds, as the record keeps them, whatever it is set to.
 */
export function testClock({
  now,
  wall = now,
}: {
  now: Temporal.Instant | string;
  wall?: Temporal.Instant | string;
}): TestClock {
  let current = kept(now);
  let machine = kept(wall);
  return {
    now: () => current,
    wall: () => machine,
    advanceBy: (step) => {
      current = later({ instant: current, step });
    },
    set: (instant) => {
      current = kept(instant);
    },
    advanceWallBy: (step) => {
      machine = later({ instant: machine, step });
    },
  };
}

function later({
  instant,
  step,
}: {
  instant: Temporal.Instant;
  step: Temporal.Duration | Temporal.DurationLike | string;
}): Temporal.Instant {
  return kept(instant.toZonedDateTimeISO('UTC').add(step).toInstant());
}

function kept(moment: Temporal.Instant | string): Temporal.Instant {
  return Temporal.Instant.from(moment).round({ smallestUnit: 'microsecond', roundingMode: 'floor' });
}
