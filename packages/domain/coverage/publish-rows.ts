import type { Policy } from '../policy/policy.ts';
import { coverageOf } from './coverage.ts';
import type { Coverage, Share } from './coverage.ts';
import { judgeUnits, weekOf, type UnitVerdict } from './judge-units.ts';
import { publishedLeavers, type ShownLeavers } from './published-leavers.ts';
import { remember, type ShownWeek } from './shown-weeks.ts';
import { summarizer, totalOf, type Totals } from './summary.ts';
import type { Minimums } from './suppress.ts';
import { sumOf, totalsBelow, type Summaries } from './unit-totals.ts';
import { unitKey } from './units.ts';
import type { Unit, UnitFacts } from './units.ts';

/** What leadership may see of a unit: no person, no category of absence, or only why there is no number. */
export type PublishedRow =
  | { readonly unit: Unit; readonly hidden: false; readonly coverage: PublishedCoverage }
  | { readonly unit: Unit; readonly hidden: true; readonly why: string };

export type PublishedCoverage = Omit<Coverage, 'exempt' | 'excluded' | 'reports'> & {
  /** All categories together. */
  readonly exempt: number;
  /** Of those who left within a year, who had no conversation held in their last twelve months; `null` where too few left. */
  readonly leavers: Share | null;
};

/** Who was in what was shown before. */
export type CoverageMemory = { readonly weeks: readonly ShownWeek[]; readonly leavers: readonly ShownLeavers[] };
export const noMemory: CoverageMemory = { weeks: [], leavers: [] };

type Input = {
  readonly units: readonly UnitFacts[];
  readonly asOf: Temporal.PlainDate;
  readonly policy: Policy;
  readonly memory?: CoverageMemory;
};

/**
 * The rows of one table for leadership, guarded together and beside what earlier weeks showed: a row's verdict holds
 * only beside the others, so filters go through here anew. Who counts towards the minimum is who the headline counts.
 */
export function publishRows(input: Input): readonly PublishedRow[] {
  return publishWeek(input).rows;
}

/** The same, with what the next week has to be judged beside. */
export function publishWeek({ units, asOf, policy, memory = noMemory }: Input): {
  readonly rows: readonly PublishedRow[];
  readonly memory: CoverageMemory;
} {
  const { minimumPeople, minimumManagers } = policy.rules;
  const minimums = { minimumPeople, minimumManagers };
  const summaries = summariesOf({ units, asOf, policy });
  const now = weekOf({ units, summaries, asOf, policy });
  const verdicts = judgeUnits({ week: now, shown: memory.weeks, policy });
  const visible = new Set([...verdicts].flatMap(([unit, verdict]) => (verdict === 'visible' ? [unit] : [])));
  const leavers = publishedLeavers({
    units: units.filter(({ unit }) => visible.has(unitKey(unit))),
    shown: memory.leavers,
    asOf,
    minimums,
  });
  const totalsOf = totalsByUnit(summaries);
  const rows = units.map((each): PublishedRow => {
    const { unit, facts } = each;
    const verdict = verdicts.get(unitKey(unit)) ?? 'too_few_people';
    if (verdict !== 'visible') return { unit, hidden: true, why: sentenceFor(verdict, minimums) };
    const counted = coverageOf({ totals: totalsOf(each), facts, asOf, policy });
    const { exempt: _categories, excluded, reports: _reports, ...numbers } = counted;
    const share = leavers.shares.get(unitKey(unit)) ?? null;
    return { unit, hidden: false, coverage: { ...numbers, exempt: excluded.exempt, leavers: share } };
  });
  const weeks = remember({ shown: memory.weeks, now, visible, policy });
  return { rows, memory: { weeks, leavers: leavers.shown } };
}

function summariesOf({ units, asOf, policy }: Input): Summaries {
  const summaryOf = summarizer({ asOf, policy });
  const everybody = new Set(units.flatMap(({ facts }) => facts));
  return new Map([...everybody].map((fact) => [fact, summaryOf(fact)]));
}

/** The tree's totals of a leader, unless the selection of units holds others than the tree does. */
function totalsByUnit(summaries: Summaries): (unit: UnitFacts) => Totals {
  const below = totalsBelow({ facts: [...summaries.keys()], summaries });
  return ({ unit, facts }) => {
    const inTree = unit.kind === 'leader' ? below(unit.leaderId) : null;
    const isWhole = inTree !== null && totalOf(inTree, 'reports') === facts.length;
    return isWhole ? inTree : sumOf({ facts, summaries });
  };
}

function sentenceFor(verdict: Exclude<UnitVerdict, 'visible'>, minimums: Minimums): string {
  switch (verdict) {
    case 'too_few_people':
      return `Fewer than ${minimums.minimumPeople} people, so numbers would point at somebody.`;
    case 'too_few_managers':
      return `Fewer than ${minimums.minimumManagers} managers, so numbers would point at one of them.`;
    case 'reveals_a_smaller_part':
      return 'Beside the other rows, its numbers would give away those of too few people.';
    case 'reveals_who_came_or_went':
      return `Fewer than ${minimums.minimumPeople} people came, went or changed since it was last shown, so the difference would point at somebody.`;
  }
}
