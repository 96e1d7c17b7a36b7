import type { PublishedCoverage, PublishedRow } from '../coverage/publish-rows.ts';
import type { Unit } from '../coverage/units.ts';
import type { TrustInData } from './trust-in-data.ts';

/** Something only a leader can get moving; `unit` is where its one link should lead, `null` for the whole table. */
export type Ask = {
  readonly text: string;
  /** The one who would do it: the unit's leader, the reader or HR. */
  readonly owner: string;
  readonly unit: Unit | null;
};

const mostAsks = 3;
const reader = 'you';

/** At most three, those that help most people first. None is a good answer. */
export function asksOf({
  own,
  below,
  nameOf,
  leaderOf,
  trust,
  soonOn,
}: {
  own: PublishedCoverage;
  below: readonly PublishedRow[];
  nameOf: (unit: Unit) => string;
  /** Null where nobody leads it, as with groups: then it is the reader's. */
  leaderOf: (unit: Unit) => string | null;
  trust: TrustInData;
  soonOn: string;
}): readonly Ask[] {
  const needDates = below.flatMap((row) =>
    row.hidden
      ? []
      : [
          {
            people: row.coverage.dueWithoutDate,
            unit: row.unit,
            owner: leaderOf(row.unit) ?? reader,
            text: `${nameOf(row.unit)}: ${row.coverage.dueWithoutDate} due by ${soonOn} could use help finding a time.`,
          },
        ],
  );
  const unnamed = {
    people: needDates.some(({ people }) => people > 0) ? 0 : own.dueWithoutDate,
    unit: null,
    owner: reader,
    text: `${own.dueWithoutDate} due by ${soonOn} could use help finding a time${below.length > 0 ? ', in units that show no figures this week' : ''}.`,
  };
  const connect = {
    people: trust.managersNotConnected > 0 ? own.notConnected : 0,
    unit: null,
    owner: reader,
    text: `Say a word to the ${trust.managersNotConnected} whose calendar is not connected: ${own.notConnected} conversations wait for it.`,
  };
  const noManager = {
    people: trust.reportsWithoutManager,
    unit: null,
    owner: 'HR',
    text: `Ask HR who manages the ${trust.reportsWithoutManager} without a manager in the data.`,
  };
  return [...needDates, unnamed, connect, noManager]
    .filter(({ people }) => people > 0)
    .toSorted((a, b) => b.people - a.people)
    .slice(0, mostAsks)
    .map(({ text, owner, unit }) => ({ text, owner, unit }));
}
