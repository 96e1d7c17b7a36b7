import type { PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import type { WeekCounted } from '@throughline/domain/digest/trend.ts';
import { weeklyDigest } from '@throughline/domain/digest/weekly-digest.ts';
import { isStale } from '@throughline/domain/digest/trust-in-data.ts';
import type { CoverageView } from './coverage-view.ts';
import type { Named } from './list-unit.ts';
import { unitName } from './unit-name.ts';

/** How a unit stands, in the sentence its leader's weekly email opens with: composed by the same function from the same rows. */
export function dashboardVerdict({
  own,
  below,
  counted,
  notes,
  view: { snapshot, before, policy },
  named,
}: {
  own: PublishedRow;
  below: readonly PublishedRow[];
  /** The unit's weeks, this one included. */
  counted: readonly WeekCounted[];
  notes: ReadonlyMap<string, string>;
  view: CoverageView;
  named: Named;
}): string {
  return weeklyDigest({
    own,
    below,
    managers: [],
    earlier: counted.filter(({ week }) => week < snapshot.isoWeek),
    lastWeekRows: before === null || isStale(before.trust) ? [] : before.rows,
    notes,
    pulse: snapshot.pulse,
    alsoSentTo: [],
    nameOf: (unit) => unitName({ unit, workforce: named }),
    leaderOf: (unit) => (unit.kind === 'leader' ? (named.people.get(unit.leaderId)?.displayName ?? null) : null),
    trust: snapshot.trust,
    asOf: snapshot.asOf,
    rules: policy.rules,
  }).verdict;
}
