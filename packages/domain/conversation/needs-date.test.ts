import { expect, test } from 'vitest';
import { aPolicy, day } from '../testing/builders.ts';
import { nearEnough } from './needs-date.ts';

const today = day('2027-01-11');

test('how near is near enough is what the Monday mail says, by the newest version of each policy', () => {
  const policies = [
    aPolicy({ id: 'old', key: 'usual', version: 1, rules: { mondayMailHorizonDays: 90 } }),
    aPolicy({ id: 'new', key: 'usual', version: 2 }),
    aPolicy({ id: 'shops', key: 'shops', rules: { mondayMailHorizonDays: 14 } }),
  ];
  expect(nearEnough({ policies, today })).toEqual([
    { policyIds: ['old', 'new'], dueTo: day('2027-02-10') },
    { policyIds: ['shops'], dueTo: day('2027-01-25') },
  ]);
});

test('without a policy nobody needs a date', () => {
  expect(nearEnough({ policies: [], today })).toEqual([]);
});
