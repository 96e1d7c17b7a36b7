import { expect, test } from 'vitest';
import { aLeave, aPolicy, day } from '../testing/builders.ts';
import { isManagerAway } from './manager-away.ts';

const { rules } = aPolicy();

function isAway(leave: readonly [string, string] | readonly (readonly [string, string])[], dueOn: string): boolean {
  const stretches = (typeof leave[0] === 'string' ? [leave] : leave) as readonly (readonly [string, string])[];
  const leaves = stretches.map(([from, to]) => aLeave({ personId: 'ben', from, to }));
  return isManagerAway({ managerId: 'ben', leaves, dueOn: day(dueOn), rules, today: day('2026-12-14') });
}

test('a manager is away where a long absence leaves no day from lead time to due date', () => {
  expect(isAway(['2026-12-20', '2027-03-31'], '2027-02-01')).toBe(true);
  expect(isAway(['2027-01-04', '2027-02-01'], '2027-02-01')).toBe(true);
});

test('one day before or after the absence is enough to find a date on', () => {
  expect(isAway(['2027-01-05', '2027-03-31'], '2027-02-01')).toBe(false);
  expect(isAway(['2026-12-20', '2027-01-31'], '2027-02-01')).toBe(false);
});

test('where the due date comes before lead time has passed, the first day after it counts', () => {
  expect(isAway(['2026-12-01', '2027-01-04'], '2026-12-20')).toBe(true);
  expect(isAway(['2026-12-01', '2027-01-03'], '2026-12-20')).toBe(false);
});

test('short absence only blocks days, and stretches that follow each other are one absence', () => {
  expect(isAway(['2027-01-01', '2027-01-14'], '2027-01-10')).toBe(false);
  expect(
    isAway(
      [
        ['2027-01-01', '2027-01-14'],
        ['2027-01-15', '2027-01-31'],
      ],
      '2027-01-25',
    ),
  ).toBe(true);
});
