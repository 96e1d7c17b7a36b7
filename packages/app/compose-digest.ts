import type { CoverageSnapshot } from '@throughline/db/coverage-store.ts';
import { coverage } from '@throughline/domain/coverage/coverage.ts';
import { isAsked } from '@throughline/domain/coverage/summary.ts';
import type { PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import { unitKey } from '@throughline/domain/coverage/units.ts';
import { alsoSentTo, type AlsoSent } from '@throughline/domain/digest/also-sent-to.ts';
import { isStale } from '@throughline/domain/digest/trust-in-data.ts';
import { weeklyDigest } from '@throughline/domain/digest/weekly-digest.ts';
import type { ManagerCounts, WeeklyDigest } from '@throughline/domain/digest/weekly-digest.ts';
import { lineAbove } from '@throughline/domain/people/line-above.ts';
import { managersOn } from '@throughline/domain/people/reporting-line.ts';
import { isoWeekOf } from '@throughline/domain/time/iso-week.ts';
import type { DigestRecipient } from './digest-recipients.ts';
import type { DigestWeek } from './digest-week.ts';
import type { CountedCoverage } from './publish-coverage.ts';
import { rowsBelow } from './rows-below.ts';
import { unitName } from './unit-name.ts';
import { weekCounted } from './week-counted.ts';
import { weeksShown } from './weeks-shown.ts';
import type { Staff } from './workforce.ts';

/**
 * One recipient's digest from the week's snapshot. The counts of the recipient's own managers, which no snapshot holds,
 * are of the same moment. Null where the snapshot has no row for the recipient's unit.
 */
export function composeDigest({
  recipient,
  week: { snapshot, earlier, notes, mailed, counted },
}: {
  recipient: DigestRecipient;
  week: DigestWeek;
}): WeeklyDigest | null {
  const own = rowOf({ snapshot, key: unitKey(recipient.unit) });
  if (own === null) return null;
  const { workforce, policy } = counted;
  const lastWeek = earlier.find(({ isoWeek }) => isoWeek === isoWeekOf(snapshot.asOf.subtract({ weeks: 1 })));
  return weeklyDigest({
    own,
    below: rowsBelow({ snapshot, unit: recipient.unit, workforce }),
    managers: managerCounts({ recipient, counted }),
    earlier: earlier.map((before) => weekCounted({ snapshot: before, key: unitKey(recipient.unit) })),
    lastWeekRows: lastWeek === undefined || isStale(lastWeek.trust) ? [] : lastWeek.rows,
    shownBefore: weeksShown({ snapshots: earlier, before: snapshot.isoWeek }),
    notes,
    pulse: snapshot.pulse,
    alsoSentTo: alsoSentTo(othersMailed({ recipient, mailed, workforce, on: snapshot.asOf })),
    nameOf: (unit) => unitName({ unit, workforce }),
    leaderOf: (unit) => (unit.kind === 'leader' ? (workforce.people.get(unit.leaderId)?.displayName ?? null) : null),
    trust: snapshot.trust,
    asOf: snapshot.asOf,
    rules: policy.rules,
  });
}

function othersMailed({
  recipient,
  mailed,
  workforce,
  on,
}: {
  recipient: DigestRecipient;
  mailed: readonly DigestRecipient[];
  workforce: Staff;
  on: Temporal.PlainDate;
}): readonly AlsoSent[] {
  const managers = managersOn({ lines: [...workforce.linesOf.values()].flat(), on });
  const { unit } = recipient;
  const above = new Set(unit.kind === 'leader' ? lineAbove({ personId: unit.leaderId, managers }).slice(1) : []);
  return mailed
    .filter(({ person }) => person.id !== recipient.person.id)
    .map(({ person, unit: theirs }) => ({
      name: person.displayName,
      about: theirs.kind === 'everyone' ? 'everyone' : above.has(person.id) ? 'a_part_around_yours' : 'another_part',
    }));
}

function rowOf({ snapshot, key }: { snapshot: CoverageSnapshot; key: string }): PublishedRow | null {
  return snapshot.rows.find(({ unit }) => unitKey(unit) === key) ?? null;
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
