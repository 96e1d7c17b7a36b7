import { expect, test } from 'vitest';
import { aPerson, day } from '../testing/builders.ts';
import { isActiveOn } from './person.ts';

test('somebody is active from their first to their last day, both included', () => {
  const person = aPerson({ startDate: day('2027-01-04'), endDate: day('2027-06-30') });
  const on = (date: string) => isActiveOn({ person, on: day(date) });
  expect([on('2027-01-03'), on('2027-01-04'), on('2027-06-30'), on('2027-07-01')]).toEqual([false, true, true, false]);
});

test('somebody without dates is active as long as HR says so', () => {
  expect(isActiveOn({ person: aPerson(), on: day('2027-01-04') })).toBe(true);
  expect(isActiveOn({ person: aPerson({ status: 'inactive' }), on: day('2027-01-04') })).toBe(false);
  expect(isActiveOn({ person: aPerson({ status: 'pending' }), on: day('2027-01-04') })).toBe(false);
});
