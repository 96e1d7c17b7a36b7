import type { CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import { unitKey } from '@throughline/domain/coverage/units.ts';
import type { WeekCounted } from '@throughline/domain/digest/trend.ts';
import { isStale } from '@throughline/domain/digest/trust-in-data.ts';

/** A unit's headline in a week; one whose figures were hidden or withheld has none in the trend either. */
export function weekCounted({ snapshot, key }: { snapshot: CoverageSnapshot; key: string }): WeekCounted {
  const row = snapshot.rows.find(({ unit }) => unitKey(unit) === key);
  const isShown = row !== undefined && !row.hidden && !isStale(snapshot.trust);
  return { week: snapshot.isoWeek, headline: isShown ? row.coverage.headline : null };
}
