import { CalendarError } from '@throughline/app/ports/calendar-error.ts';

const minute = Temporal.Duration.from({ minutes: 1 });

export type RateLimit = {
  /** Counts one call. Throws a CalendarError `throttled`, with how long to wait, instead of letting one too many go. */
  take(connectionId: string): void;
  /** Lets no call go before this moment: the provider's own Retry-After. */
  pause(input: { connectionId: string; until: Temporal.Instant }): void;
};

type Account = { pausedUntil: Temporal.Instant | null; readonly calls: number[] };

/**
 * A sliding minute for each connection, in this process, on wall time. Google counts per person and project, over
 * a sliding window (developers.google.com/workspace/calendar/api/guides/quota), so a fixed window could let twice
 * as many through around its edge.
 */
export function createRateLimit({ perMinute, wall }: { perMinute: number; wall: () => Temporal.Instant }): RateLimit {
  const accounts = new Map<string, Account>();

  function accountOf(connectionId: string): Account {
    const known = accounts.get(connectionId);
    if (known !== undefined) return known;
    const created: Account = { pausedUntil: null, calls: [] };
    accounts.set(connectionId, created);
    return created;
  }

  return {
    take(connectionId) {
      const now = wall();
      const account = accountOf(connectionId);
      if (account.pausedUntil !== null && Temporal.Instant.compare(now, account.pausedUntil) < 0) {
        throw tooFast({ connectionId, wait: now.until(account.pausedUntil) });
      }
      const from = now.subtract(minute).epochMilliseconds;
      const firstWithin = account.calls.findIndex((at) => at > from);
      account.calls.splice(0, firstWithin === -1 ? account.calls.length : firstWithin);
      const oldest = account.calls[0];
      if (oldest !== undefined && account.calls.length >= perMinute) {
        throw tooFast({ connectionId, wait: Temporal.Duration.from({ milliseconds: oldest - from }) });
      }
      account.calls.push(now.epochMilliseconds);
    },

    pause({ connectionId, until }) {
      const account = accountOf(connectionId);
      const isLonger = account.pausedUntil === null || Temporal.Instant.compare(until, account.pausedUntil) > 0;
      if (isLonger) account.pausedUntil = until;
    },
  };
}

function tooFast({ connectionId, wait }: { connectionId: string; wait: Temporal.Duration }): CalendarError {
  return new CalendarError({
    kind: 'throttled',
    message: `Connection ${connectionId} has to wait.`,
    retryAfter: wait,
  });
}
