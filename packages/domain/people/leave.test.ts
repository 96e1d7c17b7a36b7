import { expect, test } from 'vitest';
import { aLeave, day } from '../testing/builders.ts';
import { absencesOf, daysOfLeave, isOnLeave } from './leave.ts';

test('both the first and the last day are leave', () => {
  const leaves = [aLeave({ from: '2027-01-04', to: '2027-01-08' })];
  expect(
    ['2027-01-03', '2027-01-04', '2027-01-08', '2027-01-09'].map((on) =>
      isOnLeave({ leaves, personId: 'ana', on: day(on) }),
    ),
  ).toEqual([false, true, true, false]);
  expect(leaves.map(daysOfLeave)).toEqual([5]);
});

test("somebody else's leave is not theirs", () => {
  const leaves = [aLeave({ personId: 'ben', from: '2027-01-04', to: '2027-01-08' })];
  expect(isOnLeave({ leaves, personId: 'ana', on: day('2027-01-05') })).toBe(false);
  expect(absencesOf({ leaves, personId: 'ana' })).toEqual([]);
});

test("a long absence that HR cut at the month's end is one absence", () => {
  const january = aLeave({ from: '2027-01-25', to: '2027-01-31' });
  const february = aLeave({ from: '2027-02-01', to: '2027-02-12' });
  const later = aLeave({ from: '2027-02-14', to: '2027-02-15' });
  expect(absencesOf({ leaves: [later, february, january], personId: 'ana' })).toEqual([
    aLeave({ from: '2027-01-25', to: '2027-02-12' }),
    later,
  ]);
});

test('leave inside other leave adds nothing, and leave that ends before it starts is none', () => {
  const whole = aLeave({ from: '2027-01-01', to: '2027-01-31' });
  const inside = aLeave({ from: '2027-01-10', to: '2027-01-12' });
  const backwards = aLeave({ from: '2027-03-10', to: '2027-03-01' });
  expect(absencesOf({ leaves: [whole, inside, backwards], personId: 'ana' })).toEqual([whole]);
});
