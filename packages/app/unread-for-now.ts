import type { FreeBusy } from '@throughline/domain/scheduling/free-busy.ts';
import type { CalendarErrorKind } from './ports/calendar-error.ts';

/** What soon passes, or is ours to mend: nothing the calendar's owner could do anything about. */
const passing: ReadonlySet<string> = new Set<CalendarErrorKind>([
  'unauthorized',
  'misconfigured',
  'throttled',
  'unavailable',
  'uncertain',
]);

/**
 * Whether somebody's calendar did not answer this time, which is no word on whether anybody may read it: it is asked
 * again soon, and its owner is asked for nothing. Until then it is as unknown as any other, and so never free.
 */
export function unreadForNow(answer: FreeBusy | undefined): boolean {
  return answer?.kind === 'unknown' && passing.has(answer.reason);
}
