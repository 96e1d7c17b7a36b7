import { ineligibilities } from '../conversation/eligibility.ts';
import type { Policy } from '../policy/policy.ts';
import { isBefore } from '../time/local-date.ts';
import type { CoverageFact } from './coverage-fact.ts';

/** What is counted. Each is a sum over people, so that a unit's is the sum of its parts'. */
export const figures = [
  'reports',
  'eligible',
  'current',
  'expected',
  'hasDate',
  'bookedAhead',
  'dueWithoutDate',
  'awaitingOutcome',
  'confirmed',
  'attendance',
  'claimed',
  'unknown',
  'held',
  'proactive',
  'moves',
  'pastGapThroughLeave',
  'pastGapOtherwise',
  'notConnected',
  'stale',
  ...ineligibilities,
] as const;
export type Figure = (typeof figures)[number];

const placeOf = Object.fromEntries(figures.map((figure, place) => [figure, place])) as Record<Figure, number>;

/** By the place of the figure in `figures`. */
export type Totals = { readonly [place: number]: number; readonly length: number };

export function totalOf(totals: Totals, figure: Figure): number {
  return totals[placeOf[figure]] ?? 0;
}

/**
 * What one person adds to each figure on a day: the definition of coverage, of which everything else is sums. Asked means
 * eligible, or it would be but for a first due date ahead; expected, that they are due within the planning horizon.
 */
export function summarizer({
  asOf,
  policy: { rules },
}: {
  asOf: Temporal.PlainDate;
  policy: Policy;
}): (fact: CoverageFact) => Int32Array {
  const horizon = asOf.add({ days: rules.planningHorizonDays });
  const soon = asOf.add({ days: rules.mondayMailHorizonDays });
  return (fact) => {
    const summary = new Int32Array(figures.length);
    const count = (figure: Figure, isCounted = true, times = 1) => {
      if (isCounted) summary[placeOf[figure]] = times;
    };
    const { eligibility, dueOn, upcoming, last } = fact;
    count('reports');
    if (!eligibility.eligible) count(eligibility.because);
    if (!isAsked(fact)) return summary;
    const dated = upcoming !== null || fact.awaitingOutcome;
    const expected = dueOn !== null && !isBefore(horizon, dueOn);
    const held = last !== null && last.grade !== 'claimed' && last.grade !== 'none';
    count('eligible', eligibility.eligible);
    count('current', eligibility.eligible && dueOn !== null && !isBefore(dueOn, asOf));
    count('expected', expected);
    count('hasDate', expected && dated);
    count('bookedAhead', expected && (upcoming?.leadTimeKept ?? false));
    count('dueWithoutDate', !dated && dueOn !== null && !isBefore(soon, dueOn));
    count('awaitingOutcome', fact.awaitingOutcome);
    count('confirmed', last?.grade === 'confirmed' || last?.grade === 'confirmed_by_both');
    count('attendance', last?.grade === 'attendance');
    count('claimed', last?.grade === 'claimed');
    count('unknown', last?.grade === 'none');
    count('held', held);
    count('proactive', held && last.proactive);
    count('moves', true, fact.managerMoves);
    count('pastGapThroughLeave', fact.pastGap === 'leave');
    count('pastGapOtherwise', fact.pastGap !== null && fact.pastGap !== 'leave');
    count('notConnected', !fact.managerConnected);
    count('stale', fact.calendarStale);
    return summary;
  };
}

/** Eligible, or it would be but for a first due date ahead: a conversation is asked of this report. */
export function isAsked({ eligibility }: CoverageFact): boolean {
  return eligibility.eligible || eligibility.because === 'first_not_due_yet';
}

/** Of the event ahead, of those asked. */
export function leadDaysOf(fact: CoverageFact): number | null {
  return isAsked(fact) ? (fact.upcoming?.leadDays ?? null) : null;
}
