import { percentOf } from './coverage.ts';
import type { Share } from './coverage.ts';
import type { PublishedRow } from './publish-rows.ts';

export type VisibleRow = Extract<PublishedRow, { readonly hidden: false }>;
type HiddenRow = Extract<PublishedRow, { readonly hidden: true }>;

/** How unevenly conversations happen: the mean hides that they happen most where they are needed least. */
export type Dispersion<Row extends VisibleRow = VisibleRow> = {
  /** Up to three of those below the best, lowest headline first; of equals the larger first. */
  readonly worst: readonly Row[];
  /** One worth learning from; `null` where nothing can be compared. */
  readonly best: Row | null;
  /**
   * Percentage points between the tenth of the units that does best and the tenth that does worst, each at least one
   * unit and its people counted together; `null` where fewer than two units show a number.
   */
  readonly spreadPoints: number | null;
  /** Since the earlier rows; positive where it has become more uneven, `null` where either has no spread or they count something else. */
  readonly changeInPoints: number | null;
};

const worstCount = 3;
const tenth = 0.1;

/** Of units side by side: leave out a row for everyone. `earlier` are those of the week before. */
export function dispersion<Row extends VisibleRow>({
  rows,
  earlier = [],
}: {
  rows: readonly (Row | HiddenRow)[];
  earlier?: readonly PublishedRow[];
}): Dispersion<Row> {
  const ranked = rankedOf(rows);
  const highest = ranked.at(-1);
  const spread = spreadOf(ranked);
  if (!highest || spread === null) return { worst: [], best: null, spreadPoints: null, changeInPoints: null };
  const rankedBefore = rankedOf(earlier);
  const before = rankedBefore.at(-1)?.row.coverage.headline.kind === highest.row.coverage.headline.kind;
  const spreadBefore = before ? spreadOf(rankedBefore) : null;
  return {
    worst: ranked
      .filter(({ percent }) => percent < highest.percent)
      .slice(0, worstCount)
      .map(({ row }) => row),
    best: highest.row,
    spreadPoints: spread,
    changeInPoints: spreadBefore === null ? null : spread - spreadBefore,
  };
}

type Ranked<Row extends VisibleRow> = { readonly row: Row; readonly percent: number };

function rankedOf<Row extends VisibleRow>(rows: readonly (Row | HiddenRow)[]): readonly Ranked<Row>[] {
  return rows
    .filter((row): row is Row => !row.hidden)
    .flatMap((row) => {
      const percent = percentOf(row.coverage.headline);
      return percent === null ? [] : [{ row, percent }];
    })
    .toSorted(
      (a, b) => a.percent - b.percent || b.row.coverage.headline.denominator - a.row.coverage.headline.denominator,
    );
}

function spreadOf(ranked: readonly Ranked<VisibleRow>[]): number | null {
  if (ranked.length < 2) return null;
  const count = Math.ceil(ranked.length * tenth);
  const [worst, best] = [together(ranked.slice(0, count)), together(ranked.slice(-count))];
  return worst === null || best === null ? null : best - worst;
}

function together(ranked: readonly Ranked<VisibleRow>[]): number | null {
  const shares: readonly Share[] = ranked.map(({ row }) => row.coverage.headline);
  return percentOf({
    numerator: shares.reduce((sum, { numerator }) => sum + numerator, 0),
    denominator: shares.reduce((sum, { denominator }) => sum + denominator, 0),
  });
}
