import { describe, expect, test } from 'vitest';
import { aPolicy } from '../testing/builders.ts';
import { aCoverageFact, aTeam, countingDay as asOf } from '../testing/coverage-builders.ts';
import { dispersion } from './dispersion.ts';
import type { LeaverFact } from './leavers.ts';
import { publishRows } from './publish-rows.ts';
import type { PublishedRow } from './publish-rows.ts';
import { unitKey, unitsOf } from './units.ts';

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

  test('the spread is between the worst and the best tenth, and its change is since the week before', () => {
    const unit = (number: number, current: number) => ({
      unit: { kind: 'group' as const, group: `Unit ${number}` },
      facts: aTeam({ size: 20, managers: [`m-${number}`] }).map((fact, index) => ({
        ...fact,
        managers: [`m-${number}-${index % 4}`],
        dueOn: asOf.add({ days: index < current ? 30 : -30 }),
      })),
    });
    const week = (lowest: number) =>
      publishRows({
        units: Array.from({ length: 20 }, (_, number) => unit(number, number < 2 ? lowest : 18)),
        asOf,
        policy,
      });
    const now = dispersion({ rows: week(8), earlier: week(4) });
    expect(now).toMatchObject({ spreadPoints: 50, changeInPoints: -20 });
    expect(dispersion({ rows: week(8) }).changeInPoints).toBeNull();
  });

  test('leavers are counted from five on, under three managers', () => {
    const leaver = (number: number, manager = `north-${number % 3}`): LeaverFact => ({
      reportId: `leaver-${number}`,
      managers: [manager, 'north', 'chief'],
      groups: [],
      heldInLastYear: number % 2 === 0,
    });
    const ofNorth = (leavers: readonly LeaverFact[]) => {
      const row = publishRows({ units: unitsOf({ facts, leavers }), asOf, policy }).find(
        ({ unit }) => unitKey(unit) === 'leader:north',
      );
      return row?.hidden === false ? row.coverage.leavers : 'hidden';
    };
    expect(ofNorth([0, 1, 2, 3].map((number) => leaver(number)))).toBeNull();
    expect(ofNorth([0, 1, 2, 3, 4].map((number) => leaver(number)))).toEqual({ numerator: 2, denominator: 5 });
    expect(ofNorth([0, 1, 2, 3, 4].map((number) => leaver(number, 'north-1')))).toBeNull();
  });

  test('where all are alike nobody is the worst', () => {
    const rows = published.filter(({ unit }) => unit.kind === 'leader' && unit.leaderId === 'north');
    expect(dispersion({ rows: [...rows, ...rows] }).worst).toEqual([]);
  });
});
