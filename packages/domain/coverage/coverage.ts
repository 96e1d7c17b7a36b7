import type { Ineligibility } from '../conversation/eligibility.ts';
import { isCurrentOn } from '../conversation/eligibility.ts';
import type { ExemptionCategory } from '../people/exemption.ts';
import type { Policy } from '../policy/policy.ts';
import { isBefore } from '../time/local-date.ts';
import type { CoverageFact } from './coverage-fact.ts';

/** So many of so many. */
export type Share = { readonly numerator: number; readonly denominator: number };

export type Coverage = {
  readonly asOf: Temporal.PlainDate;
  /** `has_a_date` until the rollout ends, `current` from then on. */
  readonly headline: Share & { readonly kind: 'has_a_date' | 'current' };
  /** Everybody looked at: the eligible and those excluded below add up to it. */
  readonly reports: number;
  readonly excluded: { readonly [reason in Ineligibility]: number };
  /** The exempt by category; for HR, never for leadership. */
  readonly exempt: { readonly [category in ExemptionCategory]?: number };
  /** Of the eligible, whose due date has not passed. */
  readonly current: Share;
  /** Of those asked and due within the planning horizon, who have a date, or had it within the confirmation window. */
  readonly hasDate: Share;
  /** Of the same, whose upcoming event was invited with lead time. */
  readonly bookedAhead: Share;
  /** Due soon or already, and without a date: the primary alarm. */
  readonly dueWithoutDate: number;
  readonly awaitingOutcome: number;
  /** How each report's last conversation is known to have taken place. */
  readonly held: HeldSplit;
  /** Of the last conversations held, those that were neither short of lead time nor asked for early. */
  readonly proactive: Share;
  /** Of upcoming events; `null` without any. */
  readonly medianLeadDays: number | null;
  readonly moves: number;
  /** Asked reports whose conversation lies past the longest gap; those it does through their leave counted apart. */
  readonly pastLongestGap: { readonly throughLeave: number; readonly otherwise: number };
  /** Asked reports whose manager has no working calendar connection. */
  readonly notConnected: number;
};

export type HeldSplit = {
  readonly confirmed: number;
  readonly attendance: number;
  /** The manager says so, and nobody else. */
  readonly claimed: number;
  readonly unknown: number;
};

/**
 * The one definition of coverage, for a person, a unit or everyone. `policy` is the organisation's own: its
 * rollout, horizon and what counts as soon. Asked means eligible, or it would be but for a first due date ahead.
 */
export function coverage({
  facts,
  asOf,
  policy,
}: {
  facts: readonly CoverageFact[];
  asOf: Temporal.PlainDate;
  policy: Policy;
}): Coverage {
  const { rules } = policy;
  const eligible = facts.filter(({ eligibility }) => eligibility.eligible);
  const asked = facts.filter(isAsked);
  const expected = asked.filter(
    ({ dueOn }) => dueOn && !isBefore(asOf.add({ days: rules.planningHorizonDays }), dueOn),
  );
  const last = asked.flatMap((fact) => (fact.last ? [fact.last] : []));
  const held = last.filter(({ grade }) => grade !== 'claimed' && grade !== 'none');
  const current = share(
    eligible,
    ({ eligibility, dueOn }) => dueOn !== null && isCurrentOn({ eligibility, dueOn, asOf }),
  );
  const hasDate = share(expected, (fact) => !lacksDate(fact));
  return {
    asOf,
    headline: isRollout({ policy, asOf }) ? { kind: 'has_a_date', ...hasDate } : { kind: 'current', ...current },
    reports: facts.length,
    excluded: {
      inactive: excludedFor('inactive'),
      no_active_manager: excludedFor('no_active_manager'),
      exempt: excludedFor('exempt'),
      on_leave: excludedFor('on_leave'),
      first_not_due_yet: excludedFor('first_not_due_yet'),
    },
    exempt: exemptByCategory(facts),
    current,
    hasDate,
    bookedAhead: share(expected, ({ upcoming }) => upcoming !== null && upcoming.leadTimeKept),
    dueWithoutDate: asked.filter(
      (fact) => lacksDate(fact) && fact.dueOn && !isBefore(asOf.add({ days: rules.mondayMailHorizonDays }), fact.dueOn),
    ).length,
    awaitingOutcome: asked.filter(({ awaitingOutcome }) => awaitingOutcome).length,
    held: {
      confirmed: last.filter(({ grade }) => grade === 'confirmed' || grade === 'confirmed_by_both').length,
      attendance: last.filter(({ grade }) => grade === 'attendance').length,
      claimed: last.filter(({ grade }) => grade === 'claimed').length,
      unknown: last.filter(({ grade }) => grade === 'none').length,
    },
    proactive: share(held, ({ proactive }) => proactive),
    medianLeadDays: median(asked.flatMap(({ upcoming }) => (upcoming ? [upcoming.leadDays] : []))),
    moves: asked.reduce((sum, { managerMoves }) => sum + managerMoves, 0),
    pastLongestGap: {
      throughLeave: asked.filter(({ pastGap }) => pastGap === 'leave').length,
      otherwise: asked.filter(({ pastGap }) => pastGap !== null && pastGap !== 'leave').length,
    },
    notConnected: asked.filter(({ managerConnected }) => !managerConnected).length,
  };

  function excludedFor(reason: Ineligibility): number {
    return facts.filter(({ eligibility }) => !eligibility.eligible && eligibility.because === reason).length;
  }
}

/** Eligible, or it would be but for a first due date ahead: a conversation is asked of this report. */
export function isAsked({ eligibility }: CoverageFact): boolean {
  return eligibility.eligible || eligibility.because === 'first_not_due_yet';
}

/** Whether on that day the headline is still *has a date*, because first due dates are being spread. */
export function isRollout({ policy, asOf }: { policy: Policy; asOf: Temporal.PlainDate }): boolean {
  return isBefore(asOf, policy.rolloutStartsOn.add({ days: policy.rules.rolloutDays }));
}

/** Whole percent; `null` of nobody. */
export function percentOf({ numerator, denominator }: Share): number | null {
  return denominator === 0 ? null : Math.round((100 * numerator) / denominator);
}

function lacksDate({ upcoming, awaitingOutcome }: CoverageFact): boolean {
  return upcoming === null && !awaitingOutcome;
}

function share<T>(among: readonly T[], counts: (each: T) => boolean): Share {
  return { numerator: among.filter(counts).length, denominator: among.length };
}

function exemptByCategory(facts: readonly CoverageFact[]): Coverage['exempt'] {
  const exempt = facts.filter(
    ({ eligibility, exemption }) => !eligibility.eligible && eligibility.because === 'exempt' && exemption !== null,
  );
  const byCategory = Map.groupBy(exempt, ({ exemption }) => exemption);
  return Object.fromEntries([...byCategory].map(([category, those]) => [category, those.length]));
}

function median(values: readonly number[]): number | null {
  const inOrder = values.toSorted((a, b) => a - b);
  const middle = (inOrder.length - 1) / 2;
  const [low, high] = [inOrder[Math.floor(middle)], inOrder[Math.ceil(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
