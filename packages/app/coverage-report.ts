import type { CoverageReport, PageCoverageReport } from '@throughline/contracts/coverage.ts';
import { coverageStore, type CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import { percentOf } from '@throughline/domain/coverage/coverage.ts';
import { dispersion } from '@throughline/domain/coverage/dispersion.ts';
import type { PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import { unitKey } from '@throughline/domain/coverage/units.ts';
import { definitionsOf } from '@throughline/domain/coverage/definitions.ts';
import {
  freshnessSentence,
  isStale,
  trustSentences,
  type TrustInData,
} from '@throughline/domain/digest/trust-in-data.ts';
import { subtreeOn } from '@throughline/domain/people/reporting-line.ts';
import type { AppContext } from './context.ts';
import { coverageRow } from './coverage-row.ts';
import { rowsBelow } from './rows-below.ts';
import { unitName } from './unit-name.ts';
import { loadWorkforce, type Workforce } from './workforce.ts';

/** HR and leadership see every unit, a leader the units of their own line; HR alone what the exempt are exempt for. */
export type CoverageAudience =
  | { readonly kind: 'all' }
  | { readonly kind: 'hr' }
  | { readonly kind: 'leader'; readonly personId: string };

const trendWeeks = 13;

/** The figures of a week's snapshot as the audience may see them; null where no snapshot was taken yet. */
export function coverageReport(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    audience,
    week,
    only = null,
  }: {
    organizationId: string;
    audience: CoverageAudience;
    week: string | null;
    /** Of the units the audience sees. */
    only?: 'group' | null;
  },
): Promise<PageCoverageReport | null> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const store = coverageStore(tx);
    const snapshot = week === null ? await store.latestSnapshot() : await store.snapshotOf(week);
    if (snapshot === null) return null;
    const workforce = await loadWorkforce({ tx, organizationId, now });
    const policy = workforce.policies.find(({ id }) => id === snapshot.policyId);
    if (policy === undefined) throw new Error(`The snapshot of ${snapshot.isoWeek} names a policy that is not there`);
    const seen = snapshot.rows.filter(isFor({ audience, snapshot, workforce }));
    const [own] = seen;
    const rows = only === null ? seen : seen.filter(({ unit }) => unit.kind === only);
    const trend = await store.snapshotsUpTo({ isoWeek: snapshot.isoWeek, limit: trendWeeks });
    const stale = isStale(snapshot.trust);
    return {
      exempt_by_category: audience.kind === 'hr' && snapshot.exempt ? { ...snapshot.exempt } : null,
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
      pulse: pulseFor({ snapshot, shown: new Set(rows.map(({ unit }) => unitKey(unit))), workforce }),
      stale,
      freshness: freshnessOf(snapshot.trust),
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

function pulseFor({
  snapshot: { pulse, rows },
  shown,
  workforce,
}: {
  snapshot: CoverageSnapshot;
  shown: ReadonlySet<string>;
  workforce: Workforce;
}): CoverageReport['pulse'] {
  const unitOf = new Map(rows.map(({ unit }) => [unitKey(unit), unit]));
  return (
    pulse && {
      quarter: pulse.quarter,
      rows: pulse.rows.flatMap(({ unit: key, given }) => {
        const unit = shown.has(key) && unitOf.get(key);
        return unit ? [{ unit: key, name: unitName({ unit, workforce }), given: { ...given } }] : [];
      }),
    }
  );
}

function freshnessOf(trust: TrustInData): CoverageReport['freshness'] {
  const { hoursSinceSync, calendars, brokenConnections } = trust;
  return {
    sentence: freshnessSentence(trust),
    hours_since_read: hoursSinceSync,
    working: calendars?.working ?? null,
    stale: calendars?.stale ?? null,
    broken: brokenConnections,
  };
}

function isFor({
  audience,
  snapshot,
  workforce,
}: {
  audience: CoverageAudience;
  snapshot: CoverageSnapshot;
  workforce: Workforce;
}): (row: PublishedRow) => boolean {
  if (audience.kind !== 'leader') return () => true;
  const lines = [...workforce.linesOf.values()].flat();
  const line = new Set([audience.personId, ...subtreeOn({ lines, managerId: audience.personId, on: snapshot.asOf })]);
  return ({ unit }) => unit.kind === 'leader' && line.has(unit.leaderId);
}

/** A week whose figures were hidden or withheld has none in the trend either. */
function headlinePercent({ snapshot, key }: { snapshot: CoverageSnapshot; key: string }): number | null {
  const row = snapshot.rows.find(({ unit }) => unitKey(unit) === key);
  return row === undefined || row.hidden || isStale(snapshot.trust) ? null : percentOf(row.coverage.headline);
}
