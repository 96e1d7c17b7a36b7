import type { Ineligibility } from '../conversation/eligibility.ts';
import type { ExemptionCategory } from '../people/exemption.ts';
import type { Policy } from '../policy/policy.ts';
import { isBefore } from '../time/local-date.ts';
import type { CoverageFact } from './coverage-fact.ts';
import { figures, leadDaysOf, summarizer, totalOf, type Figure, type Totals } from './summary.ts';

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
  /** Asked reports whose manager's calendar is connected and was last read too long ago. */
  readonly stale: number;
};

export type HeldSplit = {
  readonly confirmed: number;
  readonly attendance: number;
  /** The manager says so, and nobody else. */
  readonly claimed: number;
  readonly unknown: number;
};

/** The one definition of coverage (`summary.ts`), for a person, a unit or everyone. `policy` is the organisation's own. */
export function coverage({
  facts,
  asOf,
  policy,
}: {
  facts: readonly CoverageFact[];
  asOf: Temporal.PlainDate;
  policy: Policy;
}): Coverage {
  const summaryOf = summarizer({ asOf, policy });
  const totals = new Int32Array(figures.length);
  for (const fact of facts) {
    const summary = summaryOf(fact);
    for (let place = 0; place < totals.length; place += 1) totals[place]! += summary[place]!;
  }
  return coverageOf({ totals, facts, asOf, policy });
}

/** From totals that were counted already; medians and categories are no sums and come from the people. */
export function coverageOf({
  totals,
  facts,
  asOf,
  policy,
}: {
  totals: Totals;
  facts: readonly CoverageFact[];
  asOf: Temporal.PlainDate;
  policy: Policy;
}): Coverage {
  const total = (figure: Figure) => totalOf(totals, figure);
  const current = { numerator: total('current'), denominator: total('eligible') };
  const hasDate = { numerator: total('hasDate'), denominator: total('expected') };
  return {
    asOf,
    headline: isRollout({ policy, asOf }) ? { kind: 'has_a_date', ...hasDate } : { kind: 'current', ...current },
    reports: total('reports'),
    excluded: {
      inactive: total('inactive'),
      no_active_manager: total('no_active_manager'),
      exempt: total('exempt'),
      on_leave: total('on_leave'),
      first_not_due_yet: total('first_not_due_yet'),
    },
    exempt: exemptByCategory(facts),
    current,
    hasDate,
    bookedAhead: { numerator: total('bookedAhead'), denominator: total('expected') },
    dueWithoutDate: total('dueWithoutDate'),
    awaitingOutcome: total('awaitingOutcome'),
    held: {
      confirmed: total('confirmed'),
      attendance: total('attendance'),
      claimed: total('claimed'),
      unknown: total('unknown'),
    },
    proactive: { numerator: total('proactive'), denominator: total('held') },
    medianLeadDays: median(facts.flatMap((fact) => leadDaysOf(fact) ?? [])),
    moves: total('moves'),
    pastLongestGap: { throughLeave: total('pastGapThroughLeave'), otherwise: total('pastGapOtherwise') },
    notConnected: total('notConnected'),
    stale: total('stale'),
  };
}

/** Whether on that day the headline is still *has a date*, because first due dates are being spread. */
export function isRollout({ policy, asOf }: { policy: Policy; asOf: Temporal.PlainDate }): boolean {
  return isBefore(asOf, policy.rolloutStartsOn.add({ days: policy.rules.rolloutDays }));
}

/** Whole percent; `null` of nobody. */
export function percentOf({ numerator, denominator }: Share): number | null {
  return denominator === 0 ? null : Math.round((100 * numerator) / denominator);
}

function exemptByCategory(facts: readonly CoverageFact[]): Coverage['exempt'] {
  const byCategory: Record<string, number> = {};
  for (const { eligibility, exemption } of facts) {
    if (eligibility.eligible || eligibility.because !== 'exempt' || exemption === null) continue;
    byCategory[exemption] = (byCategory[exemption] ?? 0) + 1;
  }
  return byCategory;
}

function median(values: readonly number[]): number | null {
  const inOrder = values.toSorted((a, b) => a - b);
  const middle = (inOrder.length - 1) / 2;
  const [low, high] = [inOrder[Math.floor(middle)], inOrder[Math.ceil(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
