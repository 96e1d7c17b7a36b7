import type { Journal } from '../state/journal.ts';
import { openTable } from '../state/table.ts';

/**
 * The sandbox's own time: wall time plus an offset that only grows. Calendars, mail dates and channel expiry go by it.
 * The lifetime of access tokens does not: it is wall time, or moving the clock a week would expire them all.
 */
export type SandboxClock = {
  readonly now: () => Temporal.Instant;
  /** Sets the time to `to`, which then keeps ticking. The caller decides whether that is allowed. */
  readonly moveTo: (to: Temporal.Instant) => void;
  readonly reset: () => void;
};

export function openClock({ journal }: { journal: Journal }): SandboxClock {
  const table = openTable<number>({ name: 'clock', journal });
  let offsetMilliseconds = table.get('offset') ?? 0;
  return {
    now: () => Temporal.Instant.fromEpochMilliseconds(Date.now() + offsetMilliseconds),
    moveTo: (to) => {
      offsetMilliseconds = to.epochMilliseconds - Date.now();
      table.set('offset', offsetMilliseconds);
    },
    reset: () => {
      offsetMilliseconds = 0;
      table.delete('offset');
    },
  };
}
