import type { QuotaLimit, QuotaState } from './quota.ts';

const stretchesOfWindow = 300;

/**
 * How many calls may begin now where others were met. Up to half of what is allowed, all that is free. From there on, in
 * each short stretch of the window, as many as slide out of it on average and half of what is free: the last places
 * fill slowly, so that few calls are under way when the next refusal comes.
 */
export function callsAtThisPace({
  state,
  limit,
  allowed,
  unused,
  need,
  now,
}: {
  state: Pick<QuotaState, 'log' | 'leases'>;
  limit: QuotaLimit;
  allowed: number;
  unused: number;
  /** Fewer are of no use: they go together once a stretch is empty. */
  need: number;
  now: number;
}): number {
  if (unused > allowed / 2) return unused;
  const since = now - limit.within / stretchesOfWindow;
  const begun = state.log.reduce((sum, [at, calls]) => (at > since ? sum + calls : sum), 0);
  const held = state.leases.reduce((sum, { startBy, calls }) => (startBy > now ? sum + calls : sum), 0);
  const inStretch = Math.max(need, Math.ceil(allowed / stretchesOfWindow + unused / 2));
  return Math.min(unused, inStretch - begun - held);
}
