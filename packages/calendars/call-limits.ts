import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { SharedQuota } from '@throughline/app/ports/shared-quota.ts';
import type { QuotaLimit } from '@throughline/domain/quota/quota.ts';
import type { ConcurrencyGate } from './concurrency-gate.ts';
import { createLeasedQuota, type LeasedQuota } from './leased-quota.ts';
import { createQuotaDesk, sleepForReal, type Sleep } from './quota-desk.ts';

/**
 * A call waits here up to so many milliseconds in all. A wait like that is shorter than what a failed try costs: its
 * row, its place in the queue, and a sweep that comes back for it half a minute later.
 */
const patience = 2_000;

/** One provider's, of all calls together and of those to one mailbox. */
export type ProviderLimits = { readonly project: QuotaLimit; readonly mailbox: QuotaLimit };

type Mailbox = Pick<CalendarAuth, 'organizationId' | 'connectionId'>;

export type CallLimits = {
  /**
   * Does the work as soon as mailbox and project have room for it, `calls` of them where it is several. Throws a
   * CalendarError `throttled`, with how long to wait, when that takes too long to wait for.
   */
  run<Result>(input: { mailbox: Mailbox; calls?: number; work: () => Promise<Result> }): Promise<Result>;
  /** The provider refused: begins no call before the moment it named, and fewer where it was too fast. */
  refused(input: {
    mailbox: Mailbox;
    /** Whose limit it was. */
    of: 'mailbox' | 'project';
    tooFast: boolean;
    leaveAlone: Temporal.Duration | null;
  }): void;
};

/** The limits of one provider, for each mailbox and for all of them together, shared with other processes. */
export function createCallLimits({
  project,
  limits,
  gate,
  shared,
  wall,
  sleep = sleepForReal,
}: {
  project: string;
  limits: ProviderLimits;
  /** Null where a mailbox takes any number of calls at once. */
  gate: ConcurrencyGate | null;
  shared: SharedQuota;
  wall: () => Temporal.Instant;
  sleep?: Sleep;
}): CallLimits {
  const now = () => wall().epochMilliseconds;
  const desk = createQuotaDesk({ shared, wall: now, sleep });
  const whole = createLeasedQuota({ scope: { kind: 'project', project }, limit: limits.project });
  const mailboxes = new Map<string, LeasedQuota>();

  function quotaOf({ organizationId, connectionId }: Mailbox): LeasedQuota {
    const known = mailboxes.get(connectionId);
    if (known !== undefined) return known;
    const scope = { kind: 'mailbox', organizationId, connectionId } as const;
    const created = createLeasedQuota({ scope, limit: limits.mailbox });
    mailboxes.set(connectionId, created);
    return created;
  }

  async function begin({ quotas, calls }: { quotas: readonly LeasedQuota[]; calls: number }): Promise<void> {
    let left = patience;
    for (;;) {
      const readiness = quotas.map((quota) => quota.readiness({ calls, now: now() }));
      const wait = Math.max(...readiness.map((one) => (typeof one === 'string' ? 0 : one.wait)));
      if (wait > left) throw tooFast(wait);
      if (wait > 0) {
        left -= wait;
        await sleep(wait);
      } else if (readiness.includes('ask')) {
        const lacking = quotas.filter((_, index) => readiness[index] === 'ask');
        await Promise.all(lacking.map((quota) => desk.ask(quota)));
      } else {
        for (const quota of quotas) quota.begin({ calls, now: now() });
        return;
      }
    }
  }

  return {
    async run({ mailbox, calls = 1, work }) {
      const quotas = [quotaOf(mailbox), whole];
      for (const quota of quotas) quota.enter(calls);
      const admitted = async () => {
        await begin({ quotas, calls });
        try {
          return await work();
        } finally {
          for (const quota of quotas) quota.end();
        }
      };
      try {
        const { connectionId } = mailbox;
        return await (gate === null ? admitted() : gate.run({ connectionId, places: calls, work: admitted }));
      } finally {
        for (const quota of quotas) {
          quota.leave({ calls, now: now() });
          if (quota.idleSince() !== null) desk.giveBackLater(quota);
        }
      }
    },

    refused({ mailbox, of, tooFast: isTooFast, leaveAlone }) {
      const quota = of === 'project' ? whole : quotaOf(mailbox);
      if (leaveAlone !== null) quota.pause(wall().add(leaveAlone).epochMilliseconds);
      if (isTooFast) quota.refuse();
      // The others are told at once. Should that fail, this process tells them with the next it asks for.
      if (Number.isFinite(limits[of].calls)) desk.tell(quota).catch(() => {});
    },
  };
}

function tooFast(wait: number): CalendarError {
  return new CalendarError({
    kind: 'throttled',
    message: 'The call has to wait for its turn.',
    retryAfter: Temporal.Duration.from({ milliseconds: Math.ceil(wait) }),
  });
}
