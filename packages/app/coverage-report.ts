import type { CoverageReport } from '@throughline/contracts/coverage.ts';
import { coverageStore, type CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import { percentOf } from '@throughline/domain/coverage/coverage.ts';
import type { PublishedCoverage, PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import { unitKey } from '@throughline/domain/coverage/units.ts';
import { definitionsOf } from '@throughline/domain/digest/definitions.ts';
import {
  freshnessSentence,
  isStale,
  trustSentences,
  type TrustInData,
} from '@throughline/domain/digest/trust-in-data.ts';
import { subtreeOn } from '@throughline/domain/people/reporting-line.ts';
import type { AppContext } from './context.ts';
import { unitName } from './unit-name.ts';
import { loadWorkforce, type Workforce } from './workforce.ts';

/** HR and leadership see every unit, a leader the units of their own line. */
export type CoverageAudience = { readonly kind: 'all' } | { readonly kind: 'leader'; readonly personId: string };

const trendWeeks = 13;

/** The figures of a week's snapshot as the audience may see them; null where no snapshot was taken yet. */
export function coverageReport(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, audience, week }: { organizationId: string; audience: CoverageAudience; week: string | null },
): Promise<CoverageReport | null> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const store = coverageStore(tx);
    const snapshot = week === null ? await store.latestSnapshot() : await store.snapshotOf(week);
    if (snapshot === null) return null;
    const workforce = await loadWorkforce({ tx, organizationId, now });
    const policy = workforce.policies.find(({ id }) => id === snapshot.policyId);
    if (policy === undefined) throw new Error(`The snapshot of ${snapshot.isoWeek} names a policy that is not there`);
    const rows = snapshot.rows.filter(isFor({ audience, snapshot, workforce }));
    const [own] = rows;
    const trend = await store.snapshotsUpTo({ isoWeek: snapshot.isoWeek, limit: trendWeeks });
    const stale = isStale(snapshot.trust);
    return {
      iso_week: snapshot.isoWeek,
      as_of: snapshot.asOf.toString(),
      taken_at: snapshot.takenAt.toString(),
      headline: own === undefined || own.hidden ? 'has_a_date' : own.coverage.headline.kind,
      target_percent: policy.rules.targetPercent,
      rows: rows.map((row) => reportRow({ row, stale, workforce })),
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
  if (audience.kind === 'all') return () => true;
  const lines = [...workforce.linesOf.values()].flat();
  const line = new Set([audience.personId, ...subtreeOn({ lines, managerId: audience.personId, on: snapshot.asOf })]);
  return ({ unit }) => unit.kind === 'leader' && line.has(unit.leaderId);
}

function reportRow({
  row,
  stale,
  workforce,
}: {
  row: PublishedRow;
  stale: boolean;
  workforce: Workforce;
}): CoverageReport['rows'][number] {
  const named = { unit: unitKey(row.unit), name: unitName({ unit: row.unit, workforce }), kind: row.unit.kind };
  if (row.hidden) return { ...named, numbers: null, hidden_because: row.why };
  if (stale) return { ...named, numbers: null, hidden_because: 'Withheld: calendars were last read too long ago.' };
  return { ...named, numbers: numbersOf(row.coverage), hidden_because: null };
}

function numbersOf(counted: PublishedCoverage): NonNullable<CoverageReport['rows'][number]['numbers']> {
  return {
    current: { ...counted.current },
    has_a_date: { ...counted.hasDate },
    booked_ahead: { ...counted.bookedAhead },
    due_without_a_date: counted.dueWithoutDate,
    awaiting_confirmation: counted.awaitingOutcome,
    held: { ...counted.held },
    proactive: { ...counted.proactive },
    median_lead_days: counted.medianLeadDays,
    moves: counted.moves,
    past_longest_gap: {
      through_leave: counted.pastLongestGap.throughLeave,
      otherwise: counted.pastLongestGap.otherwise,
    },
    not_connected: counted.notConnected,
    exempt: counted.exempt,
  };
}

/** A week whose figures were hidden or withheld has none in the trend either. */
function headlinePercent({ snapshot, key }: { snapshot: CoverageSnapshot; key: string }): number | null {
  const row = snapshot.rows.find(({ unit }) => unitKey(unit) === key);
  return row === undefined || row.hidden || isStale(snapshot.trust) ? null : percentOf(row.coverage.headline);
}
