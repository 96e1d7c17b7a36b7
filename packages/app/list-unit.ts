import type { CoverageDashboard, ListedUnit } from '@throughline/contracts/pages/coverage.ts';
import type { CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import type { PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import { standingRows, type WeekRows } from '@throughline/domain/coverage/standing-rows.ts';
import { unitKey, type Unit } from '@throughline/domain/coverage/units.ts';
import { changeSince } from '@throughline/domain/digest/change-since.ts';
import { isStale } from '@throughline/domain/digest/trust-in-data.ts';
import { isoWeekOf } from '@throughline/domain/time/iso-week.ts';
import { coverageRow } from './coverage-row.ts';
import { weekCounted } from './week-counted.ts';
import type { Workforce } from './workforce.ts';

export type Named = Pick<Workforce, 'organization' | 'people'>;

/** A week of the trend, with its snapshot where one was taken. */
export type ListedWeek = { readonly week: string; readonly snapshot: CoverageSnapshot | null };

/** A unit's published row with its headline, and what that was the week before. */
export function showUnit({
  row,
  snapshot,
  before,
  named,
}: {
  row: PublishedRow;
  snapshot: CoverageSnapshot;
  before: CoverageSnapshot | null;
  named: Named;
}): CoverageDashboard['unit'] {
  const stale = isStale(snapshot.trust);
  const key = unitKey(row.unit);
  const isWeekBefore = before?.isoWeek === isoWeekOf(snapshot.asOf.subtract({ weeks: 1 }));
  const earlier = before !== null && isWeekBefore ? weekCounted({ snapshot: before, key }).headline : null;
  const headline = row.hidden || stale ? null : row.coverage.headline;
  return {
    ...coverageRow({ row, stale, workforce: named }),
    share: headline && shareOf(headline),
    change_in_points: headline && changeSince({ headline, before: earlier }),
  };
}

export function listUnit({
  weeks,
  hasBelow,
  shownBefore,
  headline,
  minimumPeople,
  ...shown
}: Parameters<typeof showUnit>[0] & {
  weeks: readonly ListedWeek[];
  /** Leaders to whom leaders report. */
  hasBelow: ReadonlySet<string>;
  /** Whose rows stand in where it is hidden. */
  shownBefore: readonly WeekRows[];
  /** What the week leads with. */
  headline: CoverageDashboard['headline'];
  minimumPeople: number;
}): ListedUnit {
  const { unit } = shown.row;
  const [standing] = shown.row.hidden
    ? standingRows({ rows: [shown.row], earlier: shownBefore, kind: headline, minimumPeople })
    : [];
  return {
    ...showUnit(shown),
    has_below: unit.kind === 'leader' && hasBelow.has(unit.leaderId),
    last_shown: standing?.shownIn ? { iso_week: standing.shownIn, share: shareOf(standing.coverage.headline) } : null,
    weeks: weeks.map((listed) => showWeek({ unit, listed })),
  };
}

/** A unit in one week, as it was shown then. */
export function showWeek({
  unit,
  listed: { week, snapshot },
}: {
  unit: Unit;
  listed: ListedWeek;
}): ListedUnit['weeks'][number] {
  const hidden = (because: string) => ({ iso_week: week, share: null, hidden_because: because });
  if (snapshot === null) return hidden('No figures were taken that week.');
  const row = snapshot.rows.find((each) => unitKey(each.unit) === unitKey(unit));
  if (row === undefined) return hidden('It was no unit then.');
  if (row.hidden) return hidden(row.why);
  if (isStale(snapshot.trust)) return hidden('Withheld: calendars were last read too long ago.');
  return { iso_week: week, share: shareOf(row.coverage.headline), hidden_because: null };
}

function shareOf({ numerator, denominator }: { numerator: number; denominator: number }) {
  return { numerator, denominator };
}
