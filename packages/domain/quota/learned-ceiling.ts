import type { LearnedCeiling, QuotaLimit } from './quota.ts';

/**
 * A refusal steps back by this part of the limit's square root. What others have in a window varies by about the root
 * of their number, so a small limit needs a larger part of itself as a margin than a large one.
 */
const step = 0.2;
/** In so many calls that the limit would allow, one step is regained: about every so many calls one is refused. */
const callsForStep = 2_500;
/** Windows after which others seem to have left; what is not regained by then comes back within another one. */
const windowsOfCaution = 2;
/** Refusals this soon after another tell of the same moment: those calls were already under way. */
const sameMoment = 1_000;
/** No refusal says that others hold more than this: it may have been about something else. */
const lowest = 0.5;

/** What may be used now: all of the limit, or as far as was regained since calls began again after the last refusal. */
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
  const regained = stepOf(limit) * windows * (limit.calls / callsForStep);
  const returned = (limit.calls - ceiling.calls) * Math.max(0, windows - windowsOfCaution) ** 3;
  return Math.min(limit.calls, Math.floor(ceiling.calls + regained + returned));
}

/** The ceiling after a refusal with `used` calls in the window: a step under them. It rests while nobody may call. */
export function lowerCeiling({
  ceiling,
  limit,
  used,
  pausedUntil,
  now,
}: {
  ceiling: LearnedCeiling | null;
  limit: QuotaLimit;
  used: number;
  pausedUntil: number;
  now: number;
}): LearnedCeiling {
  if (ceiling !== null && now - ceiling.at < Math.min(sameMoment, limit.within / 20)) return ceiling;
  const allowed = Math.min(used, callsAllowed({ ceiling, limit, now }));
  const calls = Math.floor(allowed - Math.max(1, stepOf(limit)));
  return { calls: Math.max(calls, Math.ceil(limit.calls * lowest), 1), at: Math.max(now, pausedUntil) };
}

function stepOf(limit: QuotaLimit): number {
  return step * Math.sqrt(limit.calls);
}
