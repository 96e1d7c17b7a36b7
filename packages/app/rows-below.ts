import type { CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import type { PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import type { Unit } from '@throughline/domain/coverage/units.ts';
import { managersOn } from '@throughline/domain/people/reporting-line.ts';
import type { Workforce } from './workforce.ts';

/**
 * The units side by side one level below a unit: below a leader those of the leaders who report to them, below everyone
 * those of the leaders who report to the top. Where there are none, everyone is divided into groups.
 */
export function rowsBelow({
  snapshot,
  unit,
  workforce,
}: {
  snapshot: CoverageSnapshot;
  unit: Unit;
  workforce: Pick<Workforce, 'linesOf'>;
}): readonly PublishedRow[] {
  const managers = managersOn({ lines: [...workforce.linesOf.values()].flat(), on: snapshot.asOf });
  const leaderRows = snapshot.rows.filter((row) => row.unit.kind === 'leader');
  const bossOf = (row: PublishedRow) => (row.unit.kind === 'leader' ? managers.get(row.unit.leaderId) : undefined);
  switch (unit.kind) {
    case 'leader':
      return leaderRows.filter((row) => bossOf(row) === unit.leaderId);
    case 'everyone': {
      const below = leaderRows.filter((row) => {
        const boss = bossOf(row);
        return boss !== undefined && !managers.has(boss);
      });
      return below.length > 0 ? below : snapshot.rows.filter((row) => row.unit.kind === 'group');
    }
    case 'group':
      return [];
  }
}
