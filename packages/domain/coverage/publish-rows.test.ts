import { describe, expect, test } from 'vitest';
import { aPolicy } from '../testing/builders.ts';
import { aCoverageFact, aTeam, countingDay as asOf } from '../testing/coverage-builders.ts';
import { dispersion } from './dispersion.ts';
import { publishRows } from './publish-rows.ts';
import type { PublishedRow } from './publish-rows.ts';
import { unitKey, unitsForLeader, unitsOf } from './units.ts';

const policy = { ...aPolicy(), rolloutStartsOn: asOf.subtract({ days: 200 }) };

/** The chief, two leaders below with three managers each, and five reports for each of those. */
const facts = ['north', 'south'].flatMap((leader) => [
  aCoverageFact({ reportId: leader, managers: ['chief'] }),
  ...[1, 2, 3].flatMap((number) => [
    aCoverageFact({ reportId: `${leader}-${number}`, managers: [leader, 'chief'] }),
    ...aTeam({
      size: 5,
      managers: [`${leader}-${number}`, leader, 'chief'],
      groups: [leader],
      dueOn: asOf.add({ days: leader === 'north' ? 90 : -1 }),
    }),
  ]),
]);

const published = publishRows({ units: unitsOf({ facts }), asOf, policy });
const keys = (rows: readonly PublishedRow[]) =>
  rows.map(({ unit, hidden }) => `${unitKey(unit)}${hidden ? ' hidden' : ''}`);

describe('units', () => {
  test('are everyone, each manager of managers with everyone below, and each group', () => {
    expect(keys(published)).toEqual([
      'everyone',
      'leader:chief',
      'leader:north',
      'leader:south',
      'group:north hidden',
      'group:south hidden',
    ]);
  });

  test('the units below a leader add up to the leader’s', () => {
    const sizes = Object.fromEntries(unitsOf({ facts }).map(({ unit, facts: those }) => [unitKey(unit), those.length]));
    expect(sizes['leader:north']! + sizes['leader:south']!).toBe(sizes['leader:chief']);
  });

  test('a leader’s digest shows the leaders below side by side, or groups where there are none', () => {
    const ofChief = unitsForLeader({ facts, leaderId: 'chief' });
    expect(ofChief.below.map(({ unit }) => unitKey(unit))).toEqual(['leader:north', 'leader:south']);
    const ofNorth = unitsForLeader({ facts, leaderId: 'north' });
    expect(ofNorth.own.facts).toHaveLength(19);
    expect(ofNorth.below.map(({ unit }) => unitKey(unit))).toEqual(['group:north']);
  });
});

describe('published rows', () => {
  test('name no report and no category of absence', () => {
    const text = JSON.stringify(published);
    for (const { reportId } of facts.filter(({ reportId }) => reportId.includes('report')))
      expect(text).not.toContain(reportId);
    expect(text).not.toMatch(/parental|on_leave/);
  });

  test('one exempt person more or less tells nothing about that person', () => {
    const exempt = aCoverageFact({
      reportId: 'north-exempt',
      managers: ['north-1', 'north', 'chief'],
      groups: ['north'],
      eligibility: { eligible: false, because: 'exempt' },
      exemption: 'parental',
    });
    const whole = unitsOf({ facts: [...facts, exempt] })[0]!;
    const rows = publishRows({
      units: [whole, { unit: { kind: 'group', group: 'All but one' }, facts }],
      asOf,
      policy,
    });
    expect(rows.map(({ hidden }) => hidden)).toEqual([false, true]);
  });

  test('say why a row has no number', () => {
    const [row] = publishRows({
      units: [{ unit: { kind: 'group', group: 'Legal' }, facts: facts.slice(0, 3) }],
      asOf,
      policy,
    });
    expect(row).toEqual({
      unit: { kind: 'group', group: 'Legal' },
      hidden: true,
      why: 'Fewer than 5 people, so numbers would point at somebody.',
    });
  });

  test('the worst come first, one to learn from is named, and the spread is in points', () => {
    const { worst, best, spreadPoints } = dispersion({
      rows: published.filter(({ unit }) => unit.kind === 'leader' && unit.leaderId !== 'chief'),
    });
    expect(keys(worst)).toEqual(['leader:south']);
    expect(best && unitKey(best.unit)).toBe('leader:north');
    expect(spreadPoints).toBe(79);
  });

  test('where all are alike nobody is the worst', () => {
    const rows = published.filter(({ unit }) => unit.kind === 'leader' && unit.leaderId === 'north');
    expect(dispersion({ rows: [...rows, ...rows] }).worst).toEqual([]);
  });
});
