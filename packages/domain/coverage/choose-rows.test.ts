import { expect, test } from 'vitest';
import { lineAbove } from '../people/line-above.ts';
import { aPolicy } from '../testing/builders.ts';
import { aTeam, countingDay as asOf } from '../testing/coverage-builders.ts';
import { inLineOf, underTarget } from './choose-rows.ts';
import { publishRows } from './publish-rows.ts';
import { unitKey, unitsOf } from './units.ts';

const policy = { ...aPolicy(), rolloutStartsOn: asOf.subtract({ days: 200 }) };
const teams = (leader: string, { late }: { late: number }) =>
  [1, 2, 3].flatMap((manager) => [
    ...aTeam({ size: 6 - late, managers: [`${leader}-${manager}`, leader, 'chief'] }),
    ...aTeam({
      size: late,
      managers: [`${leader}-${manager}-late`, leader, 'chief'],
      dueOn: asOf.subtract({ days: 1 }),
    }),
  ]);
const facts = [
  ...teams('north', { late: 0 }),
  ...teams('south', { late: 3 }),
  ...aTeam({ size: 2, managers: ['west-1', 'west', 'chief'], dueOn: asOf.subtract({ days: 1 }) }),
  // Large enough together with the west, so that the others can be shown.
  ...aTeam({ size: 2, managers: ['east-1', 'east', 'chief'] }),
  ...aTeam({ size: 2, managers: ['east-2', 'east', 'chief'] }),
];
const rows = publishRows({ units: unitsOf({ facts }), asOf, policy });
const managers = new Map([
  ['north', 'chief'],
  ['south', 'chief'],
  ['west', 'south'],
  ['east', 'chief'],
]);
const keys = (chosen: typeof rows) => chosen.map(({ unit }) => unitKey(unit)).toSorted();

test('rows under the target are the published ones, and a hidden row is on no side', () => {
  expect(rows.find(({ unit }) => unitKey(unit) === 'leader:west')?.hidden).toBe(true);
  const under = underTarget({ rows, targetPercent: 90 });
  expect(keys(under)).toContain('leader:south');
  expect(keys(under)).not.toContain('leader:north');
  expect(keys(under)).not.toContain('leader:west');
  for (const row of under) expect(rows).toContain(row);
  expect(underTarget({ rows, targetPercent: 0 })).toEqual([]);
});

test('a line holds whoever is anywhere below, and nobody beside', () => {
  expect(keys(inLineOf({ leaderId: 'chief', rows, managers }))).toEqual([
    'leader:east',
    'leader:north',
    'leader:south',
    'leader:west',
  ]);
  expect(keys(inLineOf({ leaderId: 'south', rows, managers }))).toEqual(['leader:west']);
  expect(inLineOf({ leaderId: 'north', rows, managers })).toEqual([]);
});

test('a cycle of lines comes to an end', () => {
  const cycle = new Map([
    ['ana', 'ben'],
    ['ben', 'ana'],
  ]);
  expect(lineAbove({ personId: 'ana', managers: cycle })).toEqual(['ana', 'ben']);
});
