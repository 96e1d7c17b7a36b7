import type { CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import { coverage } from '@throughline/domain/coverage/coverage.ts';
import { isAsked } from '@throughline/domain/coverage/summary.ts';
import type { PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import { unitKey } from '@throughline/domain/coverage/units.ts';
import { isStale } from '@throughline/domain/digest/trust-in-data.ts';
import { weeklyDigest } from '@throughline/domain/digest/weekly-digest.ts';
import type { ManagerCounts, TrendPoint, WeeklyDigest } from '@throughline/domain/digest/weekly-digest.ts';
import type { DigestRecipient } from './digest-recipients.ts';
import type { CountedCoverage } from './publish-coverage.ts';
import { unitName } from './unit-name.ts';
import { rowsBelow } from './rows-below.ts';

/**
 * One recipient's digest from the week's snapshot. `counted` is the same moment's count, for the counts of the
 * recipient's own managers, which no snapshot holds. Null where the snapshot has no row for the recipient's unit.
 */
export function composeDigest({
  recipient,
  snapshot,
  earlier,
  counted,
}: {
  recipient: DigestRecipient;
  snapshot: CoverageSnapshot;
  /** Snapshots of the weeks before, oldest first. */
  earlier: readonly CoverageSnapshot[];
  counted: CountedCoverage;
}): WeeklyDigest | null {
  const own = rowOf({ snapshot, key: unitKey(recipient.unit) });
  if (own === null) return null;
  const { workforce, policy } = counted;
  return weeklyDigest({
    own,
    below: rowsBelow({ snapshot, unit: recipient.unit, workforce }),
    managers: managerCounts({ recipient, counted }),
    earlier: earlier.map((week) => trendPoint({ snapshot: week, key: unitKey(recipient.unit) })),
    note: null,
    nameOf: (unit) => unitName({ unit, workforce }),
    trust: snapshot.trust,
    asOf: snapshot.asOf,
    rules: policy.rules,
  });
}

function rowOf({ snapshot, key }: { snapshot: CoverageSnapshot; key: string }): PublishedRow | null {
  return snapshot.rows.find(({ unit }) => unitKey(unit) === key) ?? null;
}

/** A week whose figures were withheld has none in the trend either. */
function trendPoint({ snapshot, key }: { snapshot: CoverageSnapshot; key: string }): TrendPoint {
  const row = rowOf({ snapshot, key });
  const isShown = row !== null && !row.hidden && !isStale(snapshot.trust);
  return { week: snapshot.isoWeek, headline: isShown ? row.coverage.headline : null, note: null };
}

/** Of the recipient's direct reports who are managers: how many of theirs have a date, among those due within the horizon. */
function managerCounts({
  recipient,
  counted: { facts, policy, workforce, snapshot },
}: {
  recipient: DigestRecipient;
  counted: CountedCoverage;
}): readonly ManagerCounts[] {
  // Works-council mode: unit aggregates only, and a manager's own reports are no unit.
  if (workforce.organization.worksCouncil) return [];
  const asked = facts.filter(isAsked);
  const byManager = Map.groupBy(asked, ({ managers }) => managers[0]);
  return [...byManager].flatMap(([managerId, team]) => {
    const manager = managerId === undefined ? undefined : workforce.people.get(managerId);
    const boss = team[0]?.managers[1];
    if (manager === undefined || boss !== recipient.person.id) return [];
    const { hasDate } = coverage({ facts: team, asOf: snapshot.asOf, policy });
    if (hasDate.denominator === 0) return [];
    const withDate = hasDate.numerator;
    return [{ name: manager.displayName, withDate, withoutDate: hasDate.denominator - withDate }];
  });
}
