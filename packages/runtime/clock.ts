import type { Clock } from '@throughline/app/ports/clock.ts';

/**
 * A moment in whole microseconds, as PostgreSQL keeps it. The machine tells nanoseconds, which the record rounds: a
 * moment read back could then lie after the one that was written.
 */
function inMicroseconds(moment: Temporal.Instant): Temporal.Instant {
  return moment.round({ smallestUnit: 'microsecond', roundingMode: 'floor' });
}

function machineTime(): Temporal.Instant {
  return inMicroseconds(Temporal.Now.instant());
}

export const systemClock: Clock = { now: machineTime, wall: machineTime };

export type MovableClock = Clock & {
  /** From here on `now` runs from this moment. Only the sandbox's clock calls it. */
  moveTo(moment: Temporal.Instant): void;
};

/** A clock beside wall time by an offset that can be changed: the sandbox's. */
export function movableClock(start: Temporal.Instant = machineTime()): MovableClock {
  let offset = machineTime().until(start);
  return {
    now: () => inMicroseconds(machineTime().add(offset)),
    wall: machineTime,
    moveTo: (moment) => {
      offset = machineTime().until(moment);
    },
  };
}
