import { partOf } from '@throughline/domain/quota/exchange-quota.ts';
import type { QuotaAnswer, QuotaAsk, QuotaLimit, QuotaRequest, QuotaScope } from '@throughline/domain/quota/quota.ts';

/** Asked for at once, of the limit, when less is needed now: what is left over goes back when nobody calls. */
const handful = 0.005;
const smallestHandful = 20;

/** One quota as this process uses it, between two exchanges. Moments are milliseconds of wall time. */
export type LeasedQuota = {
  /** Whether so many calls may begin now; if not, how long to wait, or that it has to be asked for. */
  readiness(input: { calls: number; now: number }): 'ready' | 'ask' | { readonly wait: number };
  begin(input: { calls: number; now: number }): void;
  end(): void;
  /** Callers that came and are not done, whether their call has begun or not. */
  enter(calls: number): void;
  leave(input: { calls: number; now: number }): void;
  /** Nobody is here, since when; null while somebody is, or with nothing to give back. */
  idleSince(): number | null;
  /** The provider wants to be left alone until then. */
  pause(until: number): void;
  /** The provider called it too fast: nothing more begins before it has been asked for anew. */
  refuse(): void;
  /** What goes to the desk. Until `answered` or `unanswered` nothing begins. */
  request(holder: string): QuotaRequest;
  answered(input: { answer: QuotaAnswer; now: number }): void;
  unanswered(): void;
};

/** A limit of infinitely many calls is never asked for: only pauses hold. */
export function createLeasedQuota({ scope, limit }: { scope: QuotaScope; limit: QuotaLimit }): LeasedQuota {
  const isLimited = Number.isFinite(limit.calls);
  const chunk = Math.max(smallestHandful, Math.ceil(limit.calls * handful));
  let left = 0;
  let startBy = 0;
  let notBefore = 0;
  let pausedUntil = 0;
  let refused = false;
  let underWay = 0;
  let wanted = 0;
  let largest = 1;
  let emptySince: number | null = null;
  let isOut = false;
  const made = new Map<number, number>();
  let told: ReadonlyMap<number, number> = new Map();
  let toldRefused = false;

  const add = ({ at, calls }: { at: number; calls: number }) => made.set(at, (made.get(at) ?? 0) + calls);

  return {
    readiness({ calls, now }) {
      if (now < pausedUntil) return { wait: pausedUntil - now };
      if (!isLimited) return 'ready';
      if (now < startBy && left >= Math.min(calls, limit.calls)) return 'ready';
      return now < notBefore ? { wait: notBefore - now } : 'ask';
    },
    begin({ calls, now }) {
      underWay += 1;
      if (!isLimited) return;
      left -= Math.min(calls, left);
      add({ at: partOf({ at: now, within: limit.within }), calls });
    },
    end() {
      underWay -= 1;
    },
    enter(calls) {
      wanted += calls;
      largest = Math.max(largest, calls);
      emptySince = null;
    },
    leave({ calls, now }) {
      wanted -= calls;
      if (wanted > 0) return;
      largest = 1;
      emptySince = now;
    },
    idleSince: () => (isOut || made.size > 0 ? emptySince : null),
    pause(until) {
      pausedUntil = Math.max(pausedUntil, until);
    },
    refuse() {
      refused = true;
      left = 0;
    },
    request(holder) {
      const total = [...made.values()].reduce((sum, calls) => sum + calls, 0);
      const want = wanted === 0 ? 0 : Math.min(limit.calls, Math.max(wanted, 2 * total, chunk));
      const need = Math.min(largest, want);
      const ask: QuotaAsk = { holder, made: [...made], pausedUntil, refused, underWay, want, need };
      told = new Map(made);
      toldRefused = refused;
      made.clear();
      refused = false;
      left = 0;
      return { scope, limit, ask };
    },
    answered({ answer, now }) {
      told = new Map();
      toldRefused = false;
      isOut = answer.kind === 'granted';
      if (answer.kind === 'wait') notBefore = now + answer.wait;
      if (answer.kind !== 'granted' || refused) return;
      left = answer.calls;
      ({ startBy } = answer);
    },
    unanswered() {
      for (const [at, calls] of told) add({ at, calls });
      refused ||= toldRefused;
    },
  };
}
