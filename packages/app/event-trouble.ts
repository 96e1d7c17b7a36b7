import type { CalendarError } from './ports/calendar-error.ts';

const firstPause = Temporal.Duration.from({ seconds: 5 });
const longestPause = Temporal.Duration.from({ minutes: 15 });
const pauseWithoutHope = Temporal.Duration.from({ hours: 24 });

/**
 * When to try again after a call failed, wall time; null: as soon as the connection works again. What would be
 * refused again waits a day, for somebody to mend it; the rest backs off, and never undercuts the provider's wish.
 */
export function nextAttemptAfter({
  error,
  attempts,
  wall,
}: {
  error: CalendarError;
  attempts: number;
  wall: Temporal.Instant;
}): Temporal.Instant | null {
  switch (error.kind) {
    case 'grant_revoked':
    case 'grant_expired':
    case 'mailbox_gone':
    case 'scope_missing':
    case 'admin_needed':
      return null;
    case 'refused':
      return wall.add(pauseWithoutHope);
    // Ours to mend, and once it is nobody should wait a day for an invitation.
    case 'misconfigured':
    case 'unauthorized':
    case 'conflict':
    case 'precondition_failed':
    case 'not_found':
    case 'throttled':
    case 'unavailable':
    case 'uncertain':
      return wall.add(longest(backoff(attempts), error.retryAfter));
  }
}

function backoff(attempts: number): Temporal.Duration {
  const seconds = firstPause.seconds * 2 ** Math.min(attempts - 1, 20);
  return Temporal.Duration.from({ seconds: Math.min(seconds, longestPause.total('seconds')) });
}

function longest(pause: Temporal.Duration, wish: Temporal.Duration | null): Temporal.Duration {
  return wish && Temporal.Duration.compare(wish, pause) > 0 ? wish : pause;
}
