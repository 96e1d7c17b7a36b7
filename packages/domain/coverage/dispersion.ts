import { percentOf } from './coverage.ts';
import type { PublishedRow } from './publish-rows.ts';

export type VisibleRow = Extract<PublishedRow, { readonly hidden: false }>;

/** How unevenly conversations happen: the mean hides that they happen most where they are needed least. */
export type Dispersion = {
  /** Up to three of those below the best, lowest headline first; of equals the larger first. */
  readonly worst: readonly VisibleRow[];
  /** One worth learning from; `null` where nothing can be compared. */
  readonly best: VisibleRow | null;
  /** Percentage points between best and worst; `null` where fewer than two units show a number. */
  readonly spreadPoints: number | null;
};

const worstCount = 3;

/** Of units side by side: leave out a row for everyone. */
export function dispersion({ rows }: { rows: readonly PublishedRow[] }): Dispersion {
  const ranked = rows
    .filter((row): row is VisibleRow => !row.hidden)
    .flatMap((row) => {
      const percent = percentOf(row.coverage.headline);
      return percent === null ? [] : [{ row, percent }];
    })
    .toSorted(
      (a, b) => a.percent - b.percent || b.row.coverage.headline.denominator - a.row.coverage.headline.denominator,
    );
  const [lowest, highest] = [ranked[0], ranked.at(-1)];
  if (!lowest || !highest || ranked.length < 2) return { worst: [], best: null, spreadPoints: null };
  return {
    worst: ranked
      .filter(({ percent }) => percent < highest.percent)
      .slice(0, worstCount)
      .map(({ row }) => row),
    best: highest.row,
    spreadPoints: highest.percent - lowest.percent,
  };
}
