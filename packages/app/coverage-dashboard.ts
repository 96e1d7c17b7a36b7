import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import { coverageStore } from '@throughline/db/coverage-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { definitionsOf } from '@throughline/domain/coverage/definitions.ts';
import { standingWeeks } from '@throughline/domain/coverage/standing-rows.ts';
import { unitKey, type Unit } from '@throughline/domain/coverage/units.ts';
import { policyEffects } from '@throughline/domain/digest/policy-effects.ts';
import { policyNotes } from '@throughline/domain/digest/policy-notes.ts';
import { trendOf } from '@throughline/domain/digest/trend.ts';
import { isStale, trustSentences } from '@throughline/domain/digest/trust-in-data.ts';
import type { AppContext } from './context.ts';
import { coverageFreshness } from './coverage-freshness.ts';
import { coveragePulse } from './coverage-pulse.ts';
import { loadCoverageView, type CoverageView } from './coverage-view.ts';
import { dashboardDispersion } from './dashboard-dispersion.ts';
import { dashboardEffect } from './dashboard-effect.ts';
import { dashboardUnits, type CoverageAudience, type DashboardFilter, type DashboardUnits } from './dashboard-units.ts';
import { dashboardVerdict } from './dashboard-verdict.ts';
import { listUnit, showUnit, showWeek, type ListedWeek } from './list-unit.ts';
import { policyVersions } from './policy-versions.ts';
import { unitName } from './unit-name.ts';
import { weekCounted } from './week-counted.ts';
import { weeksShown } from './weeks-shown.ts';

export type DashboardAnswer =
  | { readonly kind: 'dashboard'; readonly dashboard: CoverageDashboard }
  | { readonly kind: 'no_snapshot' }
  /** Not in the reader's line, or not a unit of that week. */
  | { readonly kind: 'no_unit' };

type Asked = {
  readonly organizationId: string;
  readonly audience: CoverageAudience;
  /** The latest without one. */
  readonly week: string | null;
  /** The reader's own without one. */
  readonly unit: string | null;
  readonly filter: DashboardFilter;
  /** How many units are listed. */
  readonly most: number;
};

/** One unit of a week's snapshot with what is one level below it. Every figure is a published one. */
export function coverageDashboard(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, audience, week, unit, filter, most }: Asked,
): Promise<DashboardAnswer> {
  return db.inOrganization(organizationId, async (tx): Promise<DashboardAnswer> => {
    const view = await loadCoverageView({ tx, organizationId, week });
    if (view === null) return { kind: 'no_snapshot' };
    const units = dashboardUnits({ view, audience, unit, filter });
    if (units === null) return { kind: 'no_unit' };
    return { kind: 'dashboard', dashboard: await showDashboard({ tx, view, units, audience, most }) };
  });
}

async function showDashboard({
  tx,
  view,
  units: { own, path, below, listed: chosen, hiddenFromFilter },
  audience,
  most,
}: {
  tx: Transaction;
  view: CoverageView;
  units: DashboardUnits;
} & Pick<Asked, 'audience' | 'most'>): Promise<CoverageDashboard> {
  const { organization, snapshot, policy, before } = view;
  const listed = chosen.slice(0, most);
  const shown = [own, ...listed].map(({ unit }) => unit);
  const store = coverageStore(tx);
  const snapshots = await store.unitsUpTo({ isoWeek: snapshot.isoWeek, limit: standingWeeks, units: shown });
  const shownBefore = weeksShown({ snapshots, before: snapshot.isoWeek });
  const headline = snapshot.rows.find((row) => !row.hidden)?.coverage.headline.kind ?? 'has_a_date';
  const versions = await policyVersions({ tx, timeZone: organization.timeZone });
  const people = await leadersAmong({ tx, units: [...shown, ...path, ...below.map(({ unit }) => unit)] });
  const named = { organization, people };
  const notes = policyNotes(versions);
  const counted = snapshots.map((each) => weekCounted({ snapshot: each, key: unitKey(own.unit) }));
  const trend = trendOf({ counted, notes, asOf: snapshot.asOf });
  const weeks = trend.map(({ week }): ListedWeek => ({
    week,
    snapshot: snapshots.find(({ isoWeek }) => isoWeek === week) ?? null,
  }));
  const stale = isStale(snapshot.trust);
  const { minimumPeople } = policy.rules;
  const hasBelow = new Set(view.managers.values());
  return {
    iso_week: snapshot.isoWeek,
    as_of: snapshot.asOf.toString(),
    taken_at: snapshot.takenAt.toString(),
    weeks: [...(await store.weeks({ limit: weeksToChoose }))],
    headline,
    target_percent: policy.rules.targetPercent,
    unit: showUnit({ row: own, snapshot, before, named }),
    path: path.map((unit) => ({ unit: unitKey(unit), name: unitName({ unit, workforce: named }) })),
    verdict: dashboardVerdict({ own, below, counted, notes, view, named }),
    listed: listed.map((row) =>
      listUnit({ row, snapshot, before, weeks, hasBelow, shownBefore, headline, minimumPeople, named }),
    ),
    more: chosen.length - listed.length,
    hidden_from_filter: hiddenFromFilter,
    has_groups: audience.kind !== 'leader' && snapshot.rows.some(({ unit }) => unit.kind === 'group'),
    dispersion: dashboardDispersion({ own, below, headline, shownBefore, view, named }),
    trend: trend.map(({ headline, note }, place) => ({
      ...showWeek({ unit: own.unit, listed: weeks[place]! }),
      headline: headline?.kind ?? null,
      note,
    })),
    effects: policyEffects({ versions, weeks: trend }).map(dashboardEffect),
    pulse: coveragePulse({ snapshot, shown: new Set(shown.map(unitKey)), workforce: named }),
    stale,
    freshness: coverageFreshness(snapshot.trust),
    trust: [...trustSentences(snapshot.trust)],
    definitions: [...definitionsOf(policy.rules)],
    exempt_by_category: audience.kind === 'hr' && snapshot.exempt ? { ...snapshot.exempt } : null,
  };
}

const weeksToChoose = 104;

async function leadersAmong({
  tx,
  units,
}: {
  tx: Transaction;
  units: readonly Unit[];
}): Promise<ReadonlyMap<string, StoredPerson>> {
  const ids = new Set(units.flatMap((unit) => (unit.kind === 'leader' ? [unit.leaderId] : [])));
  const people = await peopleStore(tx).byIds([...ids]);
  return new Map(people.map((person) => [person.id, person]));
}
