import { coverage } from '../coverage/coverage.ts';
import type { CoverageFact } from '../coverage/coverage-fact.ts';
import { noMemory, publishWeek } from '../coverage/publish-rows.ts';
import { unitKey, unitsOf } from '../coverage/units.ts';
import { aPolicy } from './builders.ts';
import { countingDay } from './coverage-builders.ts';
import { historyOf, type HistoryPlan } from './coverage-history.ts';

export const policy = { ...aPolicy(), rolloutStartsOn: countingDay.subtract({ days: 200 }) };
const { minimumPeople, minimumManagers } = policy.rules;

/** One row of one week as leadership read it, and who was in it: an organisation chart is no secret. */
export type Seen = { readonly week: number; readonly unit: string; readonly ids: ReadonlySet<string> };
type Week = {
  readonly facts: ReadonlyMap<string, CoverageFact>;
  /** All that each person adds to any figure. */
  readonly shares: ReadonlyMap<string, string>;
};

/** Everything leadership can ever have been shown: mail, dashboard, REST and CSV are selections of it. */
export function everythingShown(
  plan: HistoryPlan,
  /** As if each week were the first. */
  { forgets = false } = {},
): { weeks: readonly Week[]; seen: readonly Seen[]; units: number } {
  let memory = noMemory;
  const history = historyOf(plan);
  let units = 0;
  const seen = history.flatMap(({ asOf, facts }, week) => {
    const published = publishWeek({ units: unitsOf({ facts }), asOf, policy, memory });
    if (!forgets) memory = published.memory;
    units += published.rows.length;
    const members = new Map(unitsOf({ facts }).map((unit) => [unitKey(unit.unit), unit.facts]));
    return published.rows.flatMap(({ unit, hidden }) =>
      hidden
        ? []
        : [{ week, unit: unitKey(unit), ids: new Set(members.get(unitKey(unit))?.map(({ reportId }) => reportId)) }],
    );
  });
  const weeks = history.map(({ asOf, facts }) => ({
    facts: new Map(facts.map((fact) => [fact.reportId, fact])),
    shares: new Map(facts.map((fact) => [fact.reportId, shareOfFigures({ fact, asOf })])),
  }));
  return { weeks, seen, units };
}

function shareOfFigures({ fact, asOf }: { fact: CoverageFact; asOf: Temporal.PlainDate }): string {
  const {
    asOf: _asOf,
    reports: _reports,
    exempt: _exempt,
    excluded,
    ...figures
  } = coverage({
    facts: [fact],
    asOf,
    policy,
  });
  return JSON.stringify({ ...figures, exempt: excluded.exempt });
}

/** Unknowns: what each person added when first seen, and what changed in a week. Each with the rows it is in. */
function unknownsOf({ weeks, seen }: { weeks: readonly Week[]; seen: readonly Seen[] }) {
  const ids = new Set(seen.flatMap((row) => [...row.ids]));
  return [...ids].flatMap((id) => {
    const shares = weeks.map((week) => week.shares.get(id));
    const rows = seen.map((row) => row.ids.has(id));
    const changes = weeks.flatMap((_, week) => {
      const before = shares.slice(0, week).findLast((share) => share !== undefined);
      const isChange = before !== undefined && shares[week] !== undefined && shares[week] !== before;
      return isChange ? [{ id, isSecret: false, rows: rows.map((isIn, row) => isIn && seen[row]!.week >= week) }] : [];
    });
    return [{ id, isSecret: true, rows }, ...changes];
  });
}

/** Whether linear algebra over the rows finds anything about fewer people or managers than the minimum. */
export function findsSomebody({ weeks, seen }: { weeks: readonly Week[]; seen: readonly Seen[] }): boolean {
  const columns = [...Map.groupBy(unknownsOf({ weeks, seen }), ({ rows }) => rows.map(Number).join('')).values()];
  const isLarge = (column: (typeof columns)[number]) => {
    const people = [...new Set(column.map(({ id }) => id))].filter((id) => weeks.some((week) => counts(week, id)));
    const managers = new Set(people.flatMap((id) => managersOf(weeks, id)));
    return people.length >= minimumPeople && managers.size >= minimumManagers;
  };
  // Where so few changed that it would point at them, the attacker takes it that nobody did.
  const usable = columns.filter((column) => isLarge(column) || column.some(({ isSecret }) => isSecret));
  const [large, small] = [usable.filter(isLarge), usable.filter((column) => !isLarge(column))];
  const matrix = seen.map((_, row) => [...large, ...small].map((column) => (column[0]!.rows[row] ? 1n : 0n)));
  return eliminate(matrix, large.length).some((row) => row.some((value) => value !== 0n));
}

function counts({ facts }: Week, id: string): boolean {
  return facts.get(id)?.eligibility.eligible ?? false;
}

/** Whoever they had in any of the weeks: a move a week later makes no earlier row too small. */
function managersOf(weeks: readonly Week[], id: string): readonly string[] {
  return weeks.flatMap(({ facts }) => facts.get(id)?.managers[0] ?? []);
}

/** What is left of the rows once the first columns are zero; on whole numbers, with nothing in common with the guard's. */
function eliminate(matrix: readonly (readonly bigint[])[], columns: number): readonly (readonly bigint[])[] {
  let rows = matrix;
  for (let column = 0; column < columns; column += 1) {
    const pivot = rows.find((row) => row[column] !== 0n);
    if (pivot === undefined) continue;
    rows = rows
      .filter((row) => row !== pivot)
      .map((row) =>
        row[column] === 0n ? row : smaller(row.map((value, at) => value * pivot[column]! - pivot[at]! * row[column]!)),
      );
  }
  return rows;
}

function smaller(row: readonly bigint[]): readonly bigint[] {
  const divisor = row.reduce((found, value) => gcd(found, value < 0n ? -value : value), 0n);
  return divisor > 1n ? row.map((value) => value / divisor) : row;
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
