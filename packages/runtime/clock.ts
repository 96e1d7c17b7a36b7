import type { Clock } from '@throughline/app/ports/clock.ts';

export const systemClock: Clock = {
  now: () => Temporal.Now.instant(),
  wall: () => Temporal.Now.instant(),
};

export type MovableClock = Clock & {
  /** From here on `now` runs from this moment. Only the sandbox's clock calls it. */
  moveTo(moment: Temporal.Instant): void;
};

/** A clock beside wall time by an offset that can be changed: the sandbox's. */
export function movableClock(start: Temporal.Instant = Temporal.Now.instant()): MovableClock {
  let offset = Temporal.Now.instant().until(start);
  return {
    now: () => Temporal.Now.instant().add(offset),
    wall: () => Temporal.Now.instant(),
    moveTo: (moment) => {
      offset = Temporal.Now.instant().until(moment);
    },
  };
}
