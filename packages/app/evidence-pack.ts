import { coverageStore, type CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { percentOf } from '@throughline/domain/coverage/coverage.ts';
import { dispersion, type VisibleRow } from '@throughline/domain/coverage/dispersion.ts';
import type { PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import { unitKey, type Unit } from '@throughline/domain/coverage/units.ts';
import { policyNotes } from '@throughline/domain/digest/policy-notes.ts';
import { trendOf, trendWeeks } from '@throughline/domain/digest/trend.ts';
import { freshnessSentence, isStale } from '@throughline/domain/digest/trust-in-data.ts';
import { cadenceCost } from '@throughline/domain/evidence/cadence-cost.ts';
import type { EvidencePack, EvidenceRow } from '@throughline/domain/evidence/evidence-pack.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { AppContext } from './context.ts';
import { releasedTeams } from './released-teams.ts';
import { rowsBelow } from './rows-below.ts';
import { unitName } from './unit-name.ts';
import { loadWorkforce, type Workforce } from './workforce.ts';

const everyoneKey = unitKey({ kind: 'everyone' });
const withheld = 'Withheld: calendars were last read too long ago.';

/**
 * What a leadership forum is shown: of the latest week's snapshot the rows that were published, as the coverage report
 * has them, and nothing that was counted besides. Null where no snapshot was taken yet.
 */
export function evidencePack(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<EvidencePack | null> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const store = coverageStore(tx);
    const snapshot = await store.latestSnapshot();
    if (snapshot === null) return null;
    const workforce = await loadWorkforce({ tx, organizationId, now });
    const { organization } = workforce;
    const policy = workforce.policies.find(({ id }) => id === snapshot.policyId);
    if (policy === undefined) throw new Error(`The snapshot of ${snapshot.isoWeek} names a policy that is not there`);
    const weeks = await store.snapshotsUpTo({ isoWeek: snapshot.isoWeek, limit: trendWeeks });
    const own = everyoneIn(snapshot);
    const headline = own === null ? 'has_a_date' : own.coverage.headline.kind;
    const publications = await policyStore(tx).publications();
    return {
      organization: organization.name,
      isoWeek: snapshot.isoWeek,
      asOf: snapshot.asOf,
      headline,
      targetPercent: policy.rules.targetPercent,
      everyone: everyoneOf({ snapshot, own }),
      unevenness: unevennessOf({ snapshot, before: weeks.at(-2) ?? null, workforce }),
      trend: trendOf({
        counted: weeks.map((week) => ({
          week: week.isoWeek,
          headline: isStale(week.trust) ? null : (everyoneIn(week)?.coverage.headline ?? null),
        })),
        notes: policyNotes(
          publications.map(({ publishedAt, ...publication }) => ({
            ...publication,
            publishedOn: localDateOf({ instant: publishedAt, timeZone: organization.timeZone }),
          })),
        ),
        asOf: snapshot.asOf,
      }).map((week) => ({
        week: week.week,
        percent: week.headline && percentOf(week.headline),
        isOther: week.headline !== null && week.headline.kind !== headline,
        note: week.note,
      })),
      cadence: cadenceCost({ rules: policy.rules }),
      pilot: pilotOf({ snapshot, workforce }),
      teams: organization.worksCouncil ? null : await releasedTeams({ tx, workforce, now }),
      freshness: freshnessSentence(snapshot.trust),
    };
  });
}

function rowIn(snapshot: CoverageSnapshot, key: string): PublishedRow | null {
  return snapshot.rows.find(({ unit }) => unitKey(unit) === key) ?? null;
}

function everyoneIn(snapshot: CoverageSnapshot): VisibleRow | null {
  const row = rowIn(snapshot, everyoneKey);
  return row === null || row.hidden ? null : row;
}

function everyoneOf({
  snapshot,
  own,
}: {
  snapshot: CoverageSnapshot;
  own: VisibleRow | null;
}): EvidencePack['everyone'] {
  if (isStale(snapshot.trust)) return { hidden: true, why: withheld };
  if (own === null) {
    const row = rowIn(snapshot, everyoneKey);
    return { hidden: true, why: row?.hidden ? row.why : 'Nobody is counted yet.' };
  }
  const { headline, bookedAhead, medianLeadDays, dueWithoutDate } = own.coverage;
  const { numerator, denominator } = headline;
  return {
    hidden: false,
    coverage: { numerator, denominator },
    bookedAhead: { ...bookedAhead },
    medianLeadDays,
    dueWithoutDate,
  };
}

function unevennessOf({
  snapshot,
  before,
  workforce,
}: {
  snapshot: CoverageSnapshot;
  before: CoverageSnapshot | null;
  workforce: Workforce;
}): EvidencePack['unevenness'] {
  const unit: Unit = { kind: 'everyone' };
  const below = (week: CoverageSnapshot | null) =>
    week === null || isStale(week.trust) ? [] : rowsBelow({ snapshot: week, unit, workforce });
  const { worst, best, spreadPoints, changeInPoints } = dispersion({ rows: below(snapshot), earlier: below(before) });
  const named = (row: VisibleRow) => evidenceRow({ row, workforce });
  const reasons = Map.groupBy(
    below(snapshot).flatMap((row) => (row.hidden ? [row.why] : [])),
    (why) => why,
  );
  return {
    worst: worst.map(named),
    best: best && named(best),
    spreadPoints,
    changeInPoints,
    hidden: [...reasons]
      .map(([why, rows]) => ({ why, units: rows.length }))
      .toSorted((a, b) => b.units - a.units || (a.why < b.why ? -1 : 1)),
  };
}

/** The pilot's own published row beside everyone's; anything finer would be a difference nobody guarded. */
function pilotOf({ snapshot, workforce }: { snapshot: CoverageSnapshot; workforce: Workforce }): EvidencePack['pilot'] {
  const { pilotAudience, formerPilotAudience }: Organization = workforce.organization;
  const notShown = (why: string) => ({ kind: 'not_shown', why }) as const;
  if (pilotAudience !== null) return notShown('Only the pilot is asked so far, so there is nothing to set it beside.');
  if (formerPilotAudience === null) return null;
  if (formerPilotAudience.kind !== 'group')
    return notShown('The pilot was no group, and only groups have a row of their own.');
  if (isStale(snapshot.trust)) return notShown(withheld);
  const pilot = rowIn(snapshot, unitKey({ kind: 'group', group: formerPilotAudience.group }));
  const everyone = everyoneIn(snapshot);
  if (pilot === null) return notShown('The pilot’s group has no row of its own this week.');
  if (pilot.hidden) return notShown(`The pilot’s row shows no figures: ${pilot.why}`);
  if (everyone === null) return notShown('There are no figures of everyone to set the pilot beside.');
  return {
    kind: 'beside',
    pilot: evidenceRow({ row: pilot, workforce }),
    everyone: evidenceRow({ row: everyone, workforce }),
  };
}

function evidenceRow({
  row: {
    unit,
    coverage: {
      headline: { numerator, denominator },
    },
  },
  workforce,
}: {
  row: VisibleRow;
  workforce: Workforce;
}): EvidenceRow {
  return { name: unitName({ unit, workforce }), share: { numerator, denominator } };
}
