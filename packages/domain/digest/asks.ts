import type { PublishedCoverage, PublishedRow } from '../coverage/publish-rows.ts';
import type { Unit } from '../coverage/units.ts';
import type { TrustInData } from './trust-in-data.ts';

/** Something only a leader can get moving; `unit` is where a link should lead, `null` for the whole table. */
export type Ask = { readonly text: string; readonly unit: Unit | null };

const mostAsks = 3;

/** At most three, those that help most people first. None is a good answer. */
export function asksOf({
  own,
  below,
  nameOf,
  trust,
  soonOn,
}: {
  own: PublishedCoverage;
  below: readonly PublishedRow[];
  nameOf: (unit: Unit) => string;
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
            text: `${nameOf(row.unit)}: ${row.coverage.dueWithoutDate} due by ${soonOn} could use help finding a time.`,
          },
        ],
  );
  const connect = {
    people: trust.managersNotConnected > 0 ? own.notConnected : 0,
    unit: null,
    text: `Say a word to the ${trust.managersNotConnected} whose calendar is not connected: ${own.notConnected} conversations wait for it.`,
  };
  const noManager = {
    people: trust.reportsWithoutManager,
    unit: null,
    text: `Ask HR who manages the ${trust.reportsWithoutManager} without a manager in the data.`,
  };
  return [...needDates, connect, noManager]
    .filter(({ people }) => people > 0)
    .toSorted((a, b) => b.people - a.people)
    .slice(0, mostAsks)
    .map(({ text, unit }) => ({ text, unit }));
}
