import { createHash } from 'node:crypto';
import type { CalendarError } from './ports/calendar-error.ts';

/**
 * A change has to reach us within 15 minutes without any push (DESIGN §8). Two minutes of that are left for the sweep
 * and the reading.
 */
const pollEverySeconds = 12 * 60;
/** While a channel that should announce says nothing. */
const doubtfulEverySeconds = pollEverySeconds / 2;
/** A calendar that was just read is not read again within a minute only because its place came up. */
const leastSeconds = 60;
const firstPauseSeconds = 30;
/** An event somebody is just writing is looked at again soon. */
const soon = { minutes: 1 } as const;
const mostPushPauseSeconds = 6 * 60 * 60;

/**
 * When to read a calendar again after a reading that went through. Each connection has its own place in the interval
 * and keeps it, whatever it was read for in between, so that an organisation's calendars are spread over all of it.
 */
export function nextPoll({
  connectionId,
  isDoubtful,
  now,
}: {
  connectionId: string;
  /** Whether push announces less than it should. */
  isDoubtful: boolean;
  now: Temporal.Instant;
}): Temporal.Instant {
  const every = isDoubtful ? doubtfulEverySeconds : pollEverySeconds;
  const place = createHash('sha256').update(connectionId).digest().readUInt32BE(0) % every;
  const seconds = Math.floor(now.epochMilliseconds / 1000);
  const wait = (((place - seconds) % every) + every) % every;
  return Temporal.Instant.fromEpochMilliseconds((seconds + (wait < leastSeconds ? wait + every : wait)) * 1000);
}

export function soonAgain(now: Temporal.Instant): Temporal.Instant {
  return now.add(soon);
}

/** When to try again after `failures` readings in a row failed; never sooner than the provider wishes. */
export function pollAfterFailure(input: {
  error: CalendarError;
  failures: number;
  now: Temporal.Instant;
}): Temporal.Instant {
  return afterFailure({ ...input, mostSeconds: pollEverySeconds });
}

/** The same for push channels, which are worth less: the calendar is read meanwhile. */
export function pushAfterFailure(input: {
  error: CalendarError;
  failures: number;
  now: Temporal.Instant;
}): Temporal.Instant {
  return afterFailure({ ...input, mostSeconds: mostPushPauseSeconds });
}

function afterFailure({
  error,
  failures,
  now,
  mostSeconds,
}: {
  error: CalendarError;
  failures: number;
  now: Temporal.Instant;
  mostSeconds: number;
}): Temporal.Instant {
  const backoff = Math.min(firstPauseSeconds * 2 ** Math.min(failures, 16), mostSeconds);
  const wish = error.retryAfter?.total('seconds') ?? 0;
  return now.add({ seconds: Math.ceil(Math.max(backoff, wish)) });
}
