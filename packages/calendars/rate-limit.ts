import { CalendarError } from '@throughline/app/ports/calendar-error.ts';

export type RateLimit = {
  /** Counts calls, one unless said. Throws a CalendarError `throttled`, with how long to wait, instead of letting one too many go. */
  take(input: { connectionId: string; calls?: number }): void;
  /** Lets no call go before this moment: the provider's own Retry-After. */
  pause(input: { connectionId: string; until: Temporal.Instant }): void;
};

type Account = { pausedUntil: Temporal.Instant | null; readonly calls: number[] };

/**
 * `calls` within any stretch of `within` for each connection, in this process, on wall time. The window slides as the
 * providers' do (developers.google.com/workspace/calendar/api/guides/quota): a fixed one could let twice as many
 * through around its edge.
 */
export function createRateLimit({
  calls: most,
  within,
  wall,
}: {
  calls: number;
  within: Temporal.Duration;
  wall: () => Temporal.Instant;
}): RateLimit {
  const accounts = new Map<string, Account>();

  function accountOf(connectionId: string): Account {
    const known = accounts.get(connectionId);
    if (known !== undefined) return known;
    const created: Account = { pausedUntil: null, calls: [] };
    accounts.set(connectionId, created);
    return created;
  }

  return {
    take({ connectionId, calls = 1 }) {
      const now = wall();
      const account = accountOf(connectionId);
      if (account.pausedUntil !== null && Temporal.Instant.compare(now, account.pausedUntil) < 0) {
        throw tooFast({ connectionId, wait: now.until(account.pausedUntil) });
      }
      const from = now.subtract(within).epochMilliseconds;
      const firstWithin = account.calls.findIndex((at) => at > from);
      account.calls.splice(0, firstWithin === -1 ? account.calls.length : firstWithin);
      const tooMany = account.calls.length + calls - most;
      const lastInTheWay = account.calls[Math.min(tooMany, account.calls.length) - 1];
      if (lastInTheWay !== undefined) {
        throw tooFast({ connectionId, wait: Temporal.Duration.from({ milliseconds: lastInTheWay - from }) });
      }
      account.calls.push(...Array.from({ length: calls }, () => now.epochMilliseconds));
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
