import { mergeIntervals, subtractIntervals } from '../time/interval.ts';
import type { Interval } from '../time/interval.ts';

/** What is known of somebody's calendar over a window. Unknown is never free: nothing is booked into it. */
export type FreeBusy =
  | { readonly kind: 'known'; readonly busy: readonly Interval[] }
  | { readonly kind: 'unknown'; readonly reason: string };

/**
 * One answer from several about the same person: two calendars of theirs, or several windows.
 * One unknown part makes the whole unknown, and so does having asked nobody.
 */
export function mergeFreeBusy(answers: readonly FreeBusy[]): FreeBusy {
  const busy: Interval[] = [];
  for (const answer of answers) {
    if (answer.kind === 'unknown') return answer;
    busy.push(...answer.busy);
  }
  if (answers.length === 0) return { kind: 'unknown', reason: 'no calendar was asked' };
  return { kind: 'known', busy: mergeIntervals(busy) };
}

/** What is busy only with something that goes is free. */
export function withoutBusy({ freeBusy, goes }: { freeBusy: FreeBusy; goes: readonly Interval[] }): FreeBusy {
  if (freeBusy.kind === 'unknown' || goes.length === 0) return freeBusy;
  return { kind: 'known', busy: subtractIntervals(freeBusy.busy, goes) };
}
