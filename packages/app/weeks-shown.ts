import type { CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import type { WeekRows } from '@throughline/domain/coverage/standing-rows.ts';
import { isStale } from '@throughline/domain/digest/trust-in-data.ts';

/** The rows of the weeks before one, in the order given, without weeks whose figures were withheld. */
export function weeksShown({
  snapshots,
  before,
}: {
  snapshots: readonly Pick<CoverageSnapshot, 'isoWeek' | 'rows' | 'trust'>[];
  before: string;
}): readonly WeekRows[] {
  return snapshots
    .filter(({ isoWeek, trust }) => isoWeek < before && !isStale(trust))
    .map(({ isoWeek, rows }) => ({ week: isoWeek, rows }));
}
