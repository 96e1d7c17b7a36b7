import { createHash } from 'node:crypto';
import type { CalendarError } from './ports/calendar-error.ts';

/**
 * A change has to reach us within 15 minutes without any push (DESIGN §8). Two minutes of that are left for the sweep
 * and the reading, one spreads the calendars of an organisation.
 */
const pollEverySeconds = 12 * 60;
const spreadSeconds = 60;
const firstPauseSeconds = 30;
/** An event somebody is just writing is looked at again soon. */
const soon = { minutes: 1 } as const;

/** When to read a calendar again after a reading that went through. Each connection keeps its own place in the minute. */
export function nextPoll({ connectionId, now }: { connectionId: string; now: Temporal.Instant }): Temporal.Instant {
  const place = createHash('sha256').update(connectionId).digest().readUInt16BE(0) % spreadSeconds;
  return now.add({ seconds: pollEverySeconds + place });
}

export function soonAgain(now: Temporal.Instant): Temporal.Instant {
  return now.add(soon);
}

/** When to try again after `failures` readings in a row failed; never sooner than the provider wishes. */
export function pollAfterFailure({
  error,
  failures,
  now,
}: {
  error: CalendarError;
  failures: number;
  now: Temporal.Instant;
}): Temporal.Instant {
  const backoff = Math.min(firstPauseSeconds * 2 ** Math.min(failures, 16), pollEverySeconds);
  const wish = error.retryAfter?.total('seconds') ?? 0;
  return now.add({ seconds: Math.ceil(Math.max(backoff, wish)) });
}
