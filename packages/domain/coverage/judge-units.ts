import type { Policy } from '../policy/policy.ts';
import { isRollout } from './coverage.ts';
import { acrossWeeks, isInUnit, memberThen, type ShownWeek } from './shown-weeks.ts';
import { totalOf } from './summary.ts';
import { suppress, type GuardedRow, type Verdict } from './suppress.ts';
import type { Summaries } from './unit-totals.ts';
import { unitKey, type UnitFacts } from './units.ts';

export type UnitVerdict = Verdict | 'reveals_who_came_or_went';

/** This week as the guard sees it, all units in it whether they may be shown or not. */
export function weekOf({
  units,
  summaries,
  asOf,
  policy,
}: {
  units: readonly UnitFacts[];
  summaries: Summaries;
  asOf: Temporal.PlainDate;
  policy: Policy;
}): ShownWeek {
  // Towards the minimum counts whom the headline counts.
  const headline = isRollout({ policy, asOf }) ? 'expected' : 'eligible';
  const inUnits = [...new Set(units.flatMap(({ facts }) => facts.filter(isInUnit)))];
  const placeOf = new Map(inUnits.map((fact, place) => [fact, place]));
  return {
    asOf,
    members: inUnits.map((fact) => {
      const summary = summaries.get(fact) ?? [];
      return memberThen({ fact, summary, counts: totalOf(summary, headline) > 0 });
    }),
    rows: new Map(units.map(({ unit, facts }) => [unitKey(unit), facts.flatMap((fact) => placeOf.get(fact) ?? [])])),
  };
}

/**
 * Whether each unit, in order of importance, may be shown beside the others of this week and beside what earlier weeks
 * showed. A unit that only the earlier weeks hide says so.
 */
export function judgeUnits({
  week,
  shown,
  policy,
}: {
  week: ShownWeek;
  shown: readonly ShownWeek[];
  policy: Policy;
}): ReadonlyMap<string, UnitVerdict> {
  const { minimumPeople, minimumManagers } = policy.rules;
  const minimums = { minimumPeople, minimumManagers };
  const alone = suppress({ rows: rowsOf(acrossWeeks({ shown: [], now: week }).now), minimums });
  const all = acrossWeeks({ shown, now: week });
  const beside = shown.length === 0 ? alone : suppress({ rows: rowsOf(all.now), shown: all.shown, minimums });
  return new Map(
    [...week.rows.keys()].map((unit, index) => {
      const verdict = beside[index] ?? 'too_few_people';
      const isOnlyBeside = verdict === 'reveals_a_smaller_part' && alone[index] === 'visible';
      return [unit, isOnlyBeside ? 'reveals_who_came_or_went' : verdict];
    }),
  );
}

function rowsOf(rows: ReadonlyMap<string, GuardedRow>): readonly GuardedRow[] {
  return [...rows.values()];
}
