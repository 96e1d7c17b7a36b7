import type { LearnedCeiling, QuotaLimit } from './quota.ts';

/** Of the limit, stepped back below the count that was refused; doubled while refusals follow one another. */
const firstStep = 0.012;
const largestStep = 0.024;
/** Refusals this soon after another tell of the same moment: those calls were already under way. */
const sameMoment = 1_000;
/** No refusal says that others hold more than this: it may have been about something else. */
const lowest = 0.5;
/** Of the limit, regained in a window's length: slowly at first and then faster, with the cube of the time, as TCP's CUBIC. */
const regained = 0.4;

/** What may be used now: all of the limit, or as far as was regained since the last refusal. */
export function callsAllowed({
  ceiling,
  limit,
  now,
}: {
  ceiling: LearnedCeiling | null;
  limit: QuotaLimit;
  now: number;
}): number {
  if (ceiling === null) return limit.calls;
  const windows = Math.max(0, now - ceiling.at) / limit.within;
  return Math.min(limit.calls, Math.floor(ceiling.calls + limit.calls * regained * windows ** 3));
}

/**
 * The ceiling after a refusal with `used` calls in the window. It lies a little under the count that was refused, and
 * further under it when the last step was not enough, so that a quota others take more and more of is not found by
 * being refused call by call.
 */
export function lowerCeiling({
  ceiling,
  limit,
  used,
  now,
}: {
  ceiling: LearnedCeiling | null;
  limit: QuotaLimit;
  used: number;
  now: number;
}): LearnedCeiling {
  if (ceiling !== null && now - ceiling.at < Math.min(sameMoment, limit.within / 20)) return ceiling;
  const isSoon = ceiling !== null && now - ceiling.at < limit.within / 2;
  const step = isSoon ? Math.min(largestStep, ceiling.step * 2) : firstStep;
  const allowed = Math.min(used, callsAllowed({ ceiling, limit, now }));
  const calls = Math.floor(allowed - Math.max(1, limit.calls * step));
  return { calls: Math.max(calls, Math.ceil(limit.calls * lowest), 1), at: now, step };
}
