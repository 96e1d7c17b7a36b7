import type { VisibleRow } from './dispersion.ts';
import type { PublishedRow } from './publish-rows.ts';
import { unitKey } from './units.ts';

/** So many weeks back what was last shown stands in: half a year, about as long as the guard remembers what it showed. */
export const standingWeeks = 26;

/** The rows of one ISO week, as they were published then. */
export type WeekRows = { readonly week: string; readonly rows: readonly PublishedRow[] };

type Kind = VisibleRow['coverage']['headline']['kind'];

/** A row's figures as they stand: `shownIn` is the ISO week they are of where that is an earlier one. */
export type StandingRow = VisibleRow & { readonly shownIn: string | null };

/**
 * Rows with figures to compare. Where a unit's new figures would point at somebody, because too few of its people have
 * changed, those it last showed stand in: they were published then, so repeating them tells nothing new. `earlier` goes
 * oldest first, without weeks whose figures were withheld; of a week that led with another figure the one of this
 * `kind` leads, if it was of enough people. Rows that never showed any are left out.
 */
export function standingRows({
  rows,
  earlier,
  kind,
  minimumPeople,
}: {
  rows: readonly PublishedRow[];
  earlier: readonly WeekRows[];
  kind: Kind;
  minimumPeople: number;
}): readonly StandingRow[] {
  return rows.flatMap((row) => {
    if (!row.hidden) return [{ ...row, shownIn: null }];
    const last = lastShown({ key: unitKey(row.unit), earlier });
    if (last === null) return [];
    const standing = { ...last, coverage: ledBy({ coverage: last.coverage, kind }) };
    return standing.coverage.headline.denominator < minimumPeople ? [] : [standing];
  });
}

function lastShown({ key, earlier }: { key: string; earlier: readonly WeekRows[] }): StandingRow | null {
  for (const { week, rows } of earlier.toReversed()) {
    const row = rows.find(({ unit }) => unitKey(unit) === key);
    if (row !== undefined && !row.hidden) return { ...row, shownIn: week };
  }
  return null;
}

function ledBy({ coverage, kind }: { coverage: VisibleRow['coverage']; kind: Kind }): VisibleRow['coverage'] {
  const share = kind === 'current' ? coverage.current : coverage.hasDate;
  return { ...coverage, headline: { kind, ...share } };
}
