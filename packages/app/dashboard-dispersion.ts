import type { CoverageDashboard } from '@throughline/contracts/pages/coverage.ts';
import type { PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import { standingDispersion } from '@throughline/domain/coverage/standing-dispersion.ts';
import type { StandingRow, WeekRows } from '@throughline/domain/coverage/standing-rows.ts';
import { unitKey } from '@throughline/domain/coverage/units.ts';
import { isStale } from '@throughline/domain/digest/trust-in-data.ts';
import type { CoverageView } from './coverage-view.ts';
import type { Named } from './list-unit.ts';
import { rowsBelow } from './rows-below.ts';
import { unitName } from './unit-name.ts';

/** How uneven it is one level below a unit, whatever is filtered. While figures are withheld there is nothing to compare. */
export function dashboardDispersion({
  own,
  below,
  headline,
  shownBefore,
  view,
  named,
}: {
  own: PublishedRow;
  below: readonly PublishedRow[];
  /** What the week leads with. */
  headline: CoverageDashboard['headline'];
  /** Whose rows stand in where a unit shows none this week, oldest first. */
  shownBefore: readonly WeekRows[];
  view: CoverageView;
  named: Named;
}): CoverageDashboard['dispersion'] {
  const { snapshot, before } = view;
  const { minimumPeople } = view.policy.rules;
  const earlier =
    before === null || isStale(before.trust) ? [] : rowsBelow({ snapshot: before, unit: own.unit, workforce: view });
  const { worst, best, spreadPoints, changeInPoints } = standingDispersion({
    rows: isStale(snapshot.trust) ? [] : below,
    earlier: shownBefore,
    kind: headline,
    minimumPeople,
    lastWeek: earlier,
  });
  const shown = ({ unit, coverage: { headline }, shownIn }: StandingRow) => ({
    unit: unitKey(unit),
    name: unitName({ unit, workforce: named }),
    share: { numerator: headline.numerator, denominator: headline.denominator },
    shown_in: shownIn,
  });
  return {
    worst: worst.map(shown),
    best: best && shown(best),
    spread_points: spreadPoints,
    change_in_points: changeInPoints,
  };
}
