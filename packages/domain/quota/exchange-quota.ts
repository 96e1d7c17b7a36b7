import { callsAllowed, lowerCeiling } from './learned-ceiling.ts';
import { callsAtThisPace } from './pace.ts';
import type { CallLog, QuotaAnswer, QuotaAsk, QuotaLease, QuotaLimit, QuotaState } from './quota.ts';

/** Calls may begin this long after they were granted, where the window is more than half free and where it is not. */
const leaseWhenFree = 5_000;
const leaseWhenScarce = 1_000;
/** A mailbox is asked for anew this often, so that whoever waits for it is noticed. */
const leaseAlone = 2_000;
/** A process keeps a mailbox that another waits for no longer than this. */
const longestTurn = 20_000;
/** Whoever has not asked again by then no longer waits. */
const waitingCounts = 2_000;
/** A window is told apart into this many parts; a call counts from the end of its part. */
const partsOfWindow = 480;
const shortestWait = 25;
const longestWait = 300;
/** Where many wait for what becomes free little by little, it is handed out in portions. */
const portionsOfWindow = 600;

/**
 * One process says what it did with what it was granted, and asks for more. The calls of all of them that began within
 * any stretch of the window, and those granted to somebody who has not said what became of them, never add up to more
 * than the limit: the provider's own sliding window, mirrored.
 */
export function exchangeQuota({
  state,
  limit,
  ask,
  now,
}: {
  state: QuotaState;
  limit: QuotaLimit;
  ask: QuotaAsk;
  now: number;
}): { state: QuotaState; answer: QuotaAnswer } {
  const log = mergedLog({ log: [...state.log, ...ask.made], limit, now });
  const counts = (lease: QuotaLease) => lease.startBy + limit.within > now || holdsAlone({ lease, limit, now });
  const leases = state.leases.filter((lease) => lease.holder !== ask.holder && counts(lease));
  const own = state.leases.find((lease) => lease.holder === ask.holder) ?? null;
  const used = callsIn(log) + leases.reduce((sum, lease) => sum + lease.calls, 0);
  const pausedUntil = Math.max(state.pausedUntil, ask.pausedUntil);
  const ceiling = ask.refused ? lowerCeiling({ ceiling: state.ceiling, limit, used, pausedUntil, now }) : state.ceiling;
  const others = state.waiting.filter(({ holder, until }) => holder !== ask.holder && until > now);
  const waited = state.waiting.find(({ holder, until }) => holder === ask.holder && until > now) ?? null;
  const next = { log, leases, waiting: others, pausedUntil, ceiling };

  const allowed = callsAllowed({ ceiling, limit, now });
  const answer = answerTo({ state: next, own, waitedSince: waited?.since ?? null, limit, ask, used, now, allowed });
  const lease = leaseAfter({ answer, own, limit, ask, now });
  const stillWaits = { holder: ask.holder, since: waited?.since ?? now, until: now + waitingCounts };
  const waiting = answer.kind === 'wait' ? [...others, stillWaits] : others;
  return { state: { ...next, leases: lease === null ? leases : [...leases, lease], waiting }, answer };
}

/** The moment by which a call that begins at `at` counts. */
export function partOf({ at, within }: { at: number; within: number }): number {
  const part = Math.max(1, Math.floor(within / partsOfWindow));
  return Math.ceil(at / part) * part;
}

function answerTo({
  state,
  own,
  waitedSince,
  limit,
  ask,
  used,
  now,
  allowed,
}: {
  state: QuotaState;
  own: QuotaLease | null;
  waitedSince: number | null;
  limit: QuotaLimit;
  ask: QuotaAsk;
  used: number;
  now: number;
  allowed: number;
}): QuotaAnswer {
  if (ask.want === 0) return { kind: 'given_back' };
  if (now < state.pausedUntil) return { kind: 'wait', wait: state.pausedUntil - now };
  const inTheWay = limit.alone === null ? null : whoComesFirst({ state, own, waitedSince, limit, now });
  if (inTheWay !== null) return { kind: 'wait', wait: bounded(inTheWay - now) };
  const need = Math.min(ask.need, limit.calls);
  const unused = allowed - used;
  if (unused < need) return { kind: 'wait', wait: untilFree({ state, limit, missing: need - unused, now }) };
  const free = state.ceiling === null ? unused : callsAtThisPace({ state, limit, allowed, unused, need, now });
  if (free < need) return { kind: 'wait', wait: portionOf(limit) };
  const calls = limit.alone === null ? Math.max(need, Math.floor(free / sharers({ state, now }))) : free;
  const length = limit.alone === null ? (free > limit.calls / 2 ? leaseWhenFree : leaseWhenScarce) : leaseAlone;
  return { kind: 'granted', calls: Math.min(Math.max(ask.want, need), calls), startBy: now + length };
}

/** When somebody else who has the mailbox, or waited for it longer, is to be done with it; null when nobody is. */
function whoComesFirst({
  state,
  own,
  waitedSince,
  limit,
  now,
}: {
  state: QuotaState;
  own: QuotaLease | null;
  waitedSince: number | null;
  limit: QuotaLimit;
  now: number;
}): number | null {
  const has = state.leases.find((lease) => holdsAlone({ lease, limit, now }));
  if (has !== undefined) return has.startBy;
  const goesOn = own !== null && holdsAlone({ lease: own, limit, now }) && now - own.since < longestTurn;
  if (goesOn) return null;
  const isBehind = state.waiting.some(({ since }) => waitedSince === null || since < waitedSince);
  return isBehind ? now : null;
}

function holdsAlone({ lease, limit, now }: { lease: QuotaLease; limit: QuotaLimit; now: number }): boolean {
  return limit.alone !== null && lease.startBy + limit.alone.longestCall > now;
}

/** What the process holds from now on: a mailbox it is refused stays its own while its calls are under way. */
function leaseAfter({
  answer,
  own,
  limit,
  ask,
  now,
}: {
  answer: QuotaAnswer;
  own: QuotaLease | null;
  limit: QuotaLimit;
  ask: QuotaAsk;
  now: number;
}): QuotaLease | null {
  const { holder } = ask;
  const since = own !== null && holdsAlone({ lease: own, limit, now }) ? own.since : now;
  if (answer.kind === 'granted') return { holder, calls: answer.calls, since, startBy: answer.startBy };
  if (limit.alone === null || ask.underWay === 0) return null;
  return { holder, calls: 0, since, startBy: now };
}

/** Everybody who may want a part of what is free, whoever asks included. */
function sharers({ state, now }: { state: QuotaState; now: number }): number {
  const active = state.leases.filter(({ startBy }) => startBy > now).map(({ holder }) => holder);
  return new Set([...active, ...state.waiting.map(({ holder }) => holder)]).size + 1;
}

function untilFree({
  state,
  limit,
  missing,
  now,
}: {
  state: QuotaState;
  limit: QuotaLimit;
  missing: number;
  now: number;
}): number {
  const leases = state.leases.map(({ startBy, calls }) => [startBy, calls] as const);
  const portion = portionOf(limit);
  let freed = 0;
  for (const [at, calls] of [...state.log, ...leases].toSorted(([a], [b]) => a - b)) {
    freed += calls;
    if (freed < missing) continue;
    const wait = at + limit.within - now;
    // Whoever holds calls it does not need gives them back before they lapse.
    return leases.length > 0 && limit.alone === null ? Math.max(portion, bounded(wait)) : Math.max(portion, wait);
  }
  return longestWait;
}

function portionOf(limit: QuotaLimit): number {
  return limit.alone === null ? bounded(Math.ceil(limit.within / portionsOfWindow)) : shortestWait;
}

function bounded(wait: number): number {
  return Math.min(longestWait, Math.max(shortestWait, wait));
}

function callsIn(log: CallLog): number {
  return log.reduce((sum, [, calls]) => sum + calls, 0);
}

function mergedLog({ log, limit, now }: { log: CallLog; limit: QuotaLimit; now: number }): CallLog {
  const byMoment = new Map<number, number>();
  for (const [at, calls] of log) {
    if (at + limit.within > now) byMoment.set(at, (byMoment.get(at) ?? 0) + calls);
  }
  return [...byMoment].toSorted(([a], [b]) => a - b);
}
