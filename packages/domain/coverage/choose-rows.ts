import { lineAbove } from '../people/line-above.ts';
import { percentOf } from './coverage.ts';
import type { PublishedRow } from './publish-rows.ts';

/**
 * Those below a target. A filter chooses among rows that were published together and never counts anew; of a hidden row
 * nobody is told on which side it is.
 */
export function underTarget({
  rows,
  targetPercent,
}: {
  rows: readonly PublishedRow[];
  targetPercent: number;
}): readonly PublishedRow[] {
  return rows.filter((row) => {
    const percent = row.hidden ? null : percentOf(row.coverage.headline);
    return percent !== null && percent < targetPercent;
  });
}

/** Leaders' units anywhere below a leader, the leader's own not included. */
export function inLineOf({
  leaderId,
  rows,
  managers,
}: {
  leaderId: string;
  rows: readonly PublishedRow[];
  managers: ReadonlyMap<string, string>;
}): readonly PublishedRow[] {
  return rows.filter(
    ({ unit }) =>
      unit.kind === 'leader' &&
      unit.leaderId !== leaderId &&
      lineAbove({ personId: unit.leaderId, managers }).includes(leaderId),
  );
}
