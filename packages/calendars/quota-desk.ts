import { setTimeout as pause } from 'node:timers/promises';
import type { SharedQuota } from '@throughline/app/ports/shared-quota.ts';
import type { LeasedQuota } from './leased-quota.ts';

/** A lease nobody used for so long goes back, so that another process need not wait until it lapses. */
export const idle = 250;

/** Milliseconds; nothing that waits here keeps the process alive. */
export type Sleep = (milliseconds: number) => Promise<unknown>;

export const sleepForReal: Sleep = (milliseconds) => pause(milliseconds, undefined, { ref: false });

export type QuotaDesk = {
  /** Settles once the quota was asked for; with whatever else is to be asked for or given back by then. */
  ask(quota: LeasedQuota): Promise<void>;
  /** Says at once what became of the quota, though it is being asked for already. */
  tell(quota: LeasedQuota): Promise<void>;
  /** Gives the quota back once it has been idle for a while. */
  giveBackLater(quota: LeasedQuota): void;
};

/** One exchange of this process at a time: what comes meanwhile goes with the next. */
export function createQuotaDesk({
  shared,
  wall,
  sleep,
}: {
  shared: SharedQuota;
  wall: () => number;
  sleep: Sleep;
}): QuotaDesk {
  const holder = crypto.randomUUID();
  const asking = new Set<LeasedQuota>();
  /** With the moment since which they were idle when last looked at. */
  const idling = new Map<LeasedQuota, number | null>();
  let asked: ReadonlySet<LeasedQuota> = new Set();
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  let isWatching = false;

  async function exchange(): Promise<void> {
    const quotas = [...asking];
    asking.clear();
    asked = new Set(quotas);
    if (quotas.length === 0) return;
    try {
      const answers = await shared.exchange({ now: wall(), requests: quotas.map((quota) => quota.request(holder)) });
      const now = wall();
      for (const [index, answer] of answers.entries()) quotas[index]?.answered({ answer, now });
    } catch (error) {
      for (const quota of quotas) quota.unanswered();
      throw error;
    } finally {
      asked = new Set();
    }
  }

  function soon(): Promise<void> {
    if (next !== null) return next;
    const before = running.catch(() => {});
    next = before.then(() => {
      next = null;
      running = exchange();
      return running;
    });
    return next;
  }

  async function watch(): Promise<void> {
    while (idling.size > 0) {
      await sleep(idle);
      for (const [quota, before] of idling) {
        const since = quota.idleSince();
        if (since === before || since === null) idling.delete(quota);
        if (since === before && since !== null) asking.add(quota);
        if (since !== before && since !== null) idling.set(quota, since);
      }
      if (asking.size > 0) await soon();
    }
  }

  return {
    ask(quota) {
      // What was just asked for is about to come, and asking again would give it back.
      if (asked.has(quota)) return running;
      asking.add(quota);
      return soon();
    },
    tell(quota) {
      asking.add(quota);
      return soon();
    },
    giveBackLater(quota) {
      if (!idling.has(quota)) idling.set(quota, quota.idleSince());
      if (isWatching) return;
      isWatching = true;
      // A courtesy to other processes: what was not given back lapses by itself.
      watch()
        .catch(() => idling.clear())
        .finally(() => {
          isWatching = false;
        });
    },
  };
}
