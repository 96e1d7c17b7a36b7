import type { SandboxClock } from '../../../core/clock/sandbox-clock.ts';
import { GraphError } from '../graph-error.ts';

/** Calls of one application to one mailbox, counted as Exchange does. */
export type MailboxLimits = {
  /**
   * Counts a call in; what it returns is called when the call is over, and harmless to call again.
   * @throws GraphError 429 with Retry-After when four are under way, or 10,000 came within ten minutes
   */
  readonly enter: (args: { clientId: string | null; mailbox: string }) => () => void;
  readonly clear: () => void;
};

/** learn.microsoft.com/graph/throttling-limits, Outlook service limits. */
const mostAtOnce = 4;
const mostInWindow = 10_000;
const windowMilliseconds = 10 * 60 * 1000;

type Usage = { underway: number; times: number[] };

export function createMailboxLimits({ clock }: { clock: SandboxClock }): MailboxLimits {
  const usages = new Map<string, Usage>();

  const usageOf = (key: string): Usage => {
    const usage = usages.get(key) ?? { underway: 0, times: [] };
    usages.set(key, usage);
    return usage;
  };

  return {
    enter: ({ clientId, mailbox }) => {
      const usage = usageOf(`${clientId} ${mailbox}`);
      const now = clock.now().epochMilliseconds;
      const recent = usage.times.findIndex((time) => time > now - windowMilliseconds);
      usage.times.splice(0, recent === -1 ? usage.times.length : recent);
      const [oldest = now] = usage.times;
      if (usage.times.length >= mostInWindow) {
        throw throttled({ limit: 'MailboxRequests', seconds: Math.ceil((oldest + windowMilliseconds - now) / 1000) });
      }
      if (usage.underway >= mostAtOnce) throw throttled({ limit: 'MailboxConcurrency', seconds: 1 });
      usage.times.push(now);
      usage.underway += 1;
      let over = false;
      return () => {
        if (!over) usage.underway -= 1;
        over = true;
      };
    },
    clear: () => {
      for (const usage of usages.values()) usage.times.length = 0;
    },
  };
}

function throttled({ limit, seconds }: { limit: string; seconds: number }): GraphError {
  return new GraphError({
    status: 429,
    code: 'ApplicationThrottled',
    message: `Application is over its ${limit} limit.`,
    headers: { 'retry-after': String(Math.max(1, seconds)) },
  });
}
