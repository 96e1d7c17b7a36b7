import { expect, test } from 'vitest';
import { aPolicy } from '../testing/builders.ts';
import { aTeam, countingDay as asOf } from '../testing/coverage-builders.ts';
import { publishRows, type PublishedRow } from './publish-rows.ts';
import { standingRows } from './standing-rows.ts';

const policy = { ...aPolicy(), rolloutStartsOn: asOf.subtract({ days: 200 }) };
const unit = { kind: 'leader' as const, leaderId: 'south' };
const hidden: PublishedRow = { unit, hidden: true, why: 'Fewer than 5 people came, went or changed.' };

function shown(current: number): PublishedRow {
  const teams = [0, 1, 2].flatMap((manager) =>
    aTeam({ size: 3, managers: [`south-${manager}`, 'south'], dueOn: asOf.add({ days: manager < current ? 90 : -1 }) }),
  );
  const [row] = publishRows({ units: [{ unit, facts: teams }], asOf, policy });
  if (row === undefined || row.hidden) throw new Error('nothing is shown');
  return row;
}

const standing = (rows: readonly PublishedRow[], earlier: readonly (readonly [string, PublishedRow])[]) =>
  standingRows({
    rows,
    earlier: earlier.map(([week, row]) => ({ week, rows: [row] })),
    kind: 'current',
    minimumPeople: 5,
  });

test('figures of this week stand as they are', () => {
  expect(standing([shown(3)], [['2026-W47', shown(1)]])).toEqual([{ ...shown(3), shownIn: null }]);
});

test('where there are none, those last shown stand in with their week, and no older ones', () => {
  const earlier = [
    ['2026-W45', shown(1)],
    ['2026-W46', shown(2)],
    ['2026-W47', hidden],
  ] as const;
  expect(standing([hidden], earlier)).toEqual([{ ...shown(2), shownIn: '2026-W46' }]);
});

test('a unit that never showed any is left out', () => {
  expect(standing([hidden], [['2026-W47', hidden]])).toEqual([]);
});

test('of a week that led with another figure, the one this week leads with stands in', () => {
  const before = shown(2);
  const [row] = standingRows({
    rows: [hidden],
    earlier: [{ week: '2026-W47', rows: [before] }],
    kind: 'has_a_date',
    minimumPeople: 0,
  });
  if (before.hidden) throw new Error('nothing is shown');
  expect(row?.coverage.headline).toEqual({ kind: 'has_a_date', ...before.coverage.hasDate });
  expect(before.coverage.headline.kind).toBe('current');
});

test('a figure of fewer people than a row has to be about does not stand in', () => {
  const before = shown(2);
  if (before.hidden) throw new Error('nothing is shown');
  const few = { ...before, coverage: { ...before.coverage, hasDate: { numerator: 4, denominator: 4 } } };
  const earlier = [{ week: '2026-W47', rows: [few] }];
  expect(standingRows({ rows: [hidden], earlier, kind: 'has_a_date', minimumPeople: 5 })).toEqual([]);
  expect(standingRows({ rows: [hidden], earlier, kind: 'has_a_date', minimumPeople: 4 })).toHaveLength(1);
});
