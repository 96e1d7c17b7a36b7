import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import { coverageStore, type CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import { percentOf } from '@throughline/domain/coverage/coverage.ts';
import { dispersion } from '@throughline/domain/coverage/dispersion.ts';
import type { PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import { unitKey } from '@throughline/domain/coverage/units.ts';
import { definitionsOf } from '@throughline/domain/coverage/definitions.ts';
import { isStale, trustSentences } from '@throughline/domain/digest/trust-in-data.ts';
import { trendWeeks } from '@throughline/domain/digest/trend.ts';
import type { AppContext } from './context.ts';
import { coverageFreshness } from './coverage-freshness.ts';
import { coveragePulse } from './coverage-pulse.ts';
import { coverageRow } from './coverage-row.ts';
import { rowsBelow } from './rows-below.ts';
import { loadWorkforce, type Workforce } from './workforce.ts';

/** All figures of a week's snapshot, as leadership may see them; null where no snapshot was taken yet. */
export function coverageReport(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    week,
    only = null,
  }: {
    organizationId: string;
    week: string | null;
    only?: 'group' | null;
  },
): Promise<CoverageReport | null> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const store = coverageStore(tx);
    const snapshot = week === null ? await store.latestSnapshot() : await store.snapshotOf(week);
    if (snapshot === null) return null;
    const workforce = await loadWorkforce({ tx, organizationId, now });
    const policy = workforce.policies.find(({ id }) => id === snapshot.policyId);
    if (policy === undefined) throw new Error(`The snapshot of ${snapshot.isoWeek} names a policy that is not there`);
    const [own] = snapshot.rows;
    const rows = only === null ? snapshot.rows : snapshot.rows.filter(({ unit }) => unit.kind === only);
    const trend = await store.snapshotsUpTo({ isoWeek: snapshot.isoWeek, limit: trendWeeks });
    const stale = isStale(snapshot.trust);
    return {
      iso_week: snapshot.isoWeek,
      as_of: snapshot.asOf.toString(),
      taken_at: snapshot.takenAt.toString(),
      headline: own === undefined || own.hidden ? 'has_a_date' : own.coverage.headline.kind,
      target_percent: policy.rules.targetPercent,
      rows: rows.map((row) => coverageRow({ row, stale, workforce })),
      dispersion: dispersionOf({ own, only, snapshot, before: trend.at(-2) ?? null, workforce }),
      trend: trend.map((earlier) => ({
        iso_week: earlier.isoWeek,
        percent: own === undefined ? null : headlinePercent({ snapshot: earlier, key: unitKey(own.unit) }),
      })),
      pulse: coveragePulse({ snapshot, shown: new Set(rows.map(({ unit }) => unitKey(unit))), workforce }),
      stale,
      freshness: coverageFreshness(snapshot.trust),
      trust: [...trustSentences(snapshot.trust)],
      definitions: [...definitionsOf(policy.rules)],
    };
  });
}

/** While figures are withheld there is nothing to compare. */
function dispersionOf({
  own,
  only,
  snapshot,
  before,
  workforce,
}: {
  own: PublishedRow | undefined;
  only: 'group' | null;
  snapshot: CoverageSnapshot;
  before: CoverageSnapshot | null;
  workforce: Workforce;
}): CoverageReport['dispersion'] {
  const below = (week: CoverageSnapshot | null) => {
    if (own === undefined || week === null || isStale(week.trust)) return [];
    if (only !== null) return week.rows.filter(({ unit }) => unit.kind === only);
    return rowsBelow({ snapshot: week, unit: own.unit, workforce });
  };
  const { worst, best, spreadPoints, changeInPoints } = dispersion({ rows: below(snapshot), earlier: below(before) });
  return {
    worst: worst.map(({ unit }) => unitKey(unit)),
    best: best && unitKey(best.unit),
    spread_points: spreadPoints,
    change_in_points: changeInPoints,
  };
}

/** A week whose figures were hidden or withheld has none in the trend either. */
function headlinePercent({ snapshot, key }: { snapshot: CoverageSnapshot; key: string }): number | null {
  const row = snapshot.rows.find(({ unit }) => unitKey(unit) === key);
  return row === undefined || row.hidden || isStale(snapshot.trust) ? null : percentOf(row.coverage.headline);
}
