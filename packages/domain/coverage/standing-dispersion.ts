import { dispersion, type Dispersion } from './dispersion.ts';
import type { PublishedRow } from './publish-rows.ts';
import { standingRows, type StandingRow } from './standing-rows.ts';

/**
 * How unevenly conversations happen by the figures as they stand, and the rows that stand. Figures of several weeks have
 * no week before them, so a change is told only where all are of this one.
 */
export function standingDispersion({
  lastWeek,
  ...given
}: Parameters<typeof standingRows>[0] & {
  /** Rows of the week before, of the same units. */
  lastWeek: readonly PublishedRow[];
}): Dispersion<StandingRow> & { readonly standing: readonly StandingRow[] } {
  const standing = standingRows(given);
  const areAllNew = standing.every(({ shownIn }) => shownIn === null);
  return { ...dispersion({ rows: standing, earlier: areAllNew ? lastWeek : [] }), standing };
}
