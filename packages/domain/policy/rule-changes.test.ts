import { expect, test } from 'vitest';
import { someRules } from '../testing/builders.ts';
import { ruleChanges } from './rule-changes.ts';

test('what a version says otherwise is said rule by rule, with what held before', () => {
  const after = someRules({
    intervalDays: 120,
    targetPercent: 95,
    oneOnOneDistanceHours: 48,
    leadTimeFloorDays: 12,
    blackouts: [{ from: '2026-12-20', to: '2027-01-03', label: 'Holidays' }],
  });
  expect(ruleChanges({ before: someRules(), after })).toEqual([
    'From one conversation to the next: 120 days instead of 180.',
    'Lead time floor: 12 days instead of 10.',
    'Blackouts: changed.',
    'One on one distance: 48 hours instead of 24.',
    'Target: 95% instead of 90.',
  ]);
});

test('a first version changes nothing, nor does one that says the same', () => {
  expect(ruleChanges({ before: null, after: someRules() })).toEqual([]);
  expect(ruleChanges({ before: someRules(), after: someRules() })).toEqual([]);
});
