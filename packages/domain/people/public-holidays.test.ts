import { expect, test } from 'vitest';
import { day } from '../testing/builders.ts';
import { publicHolidayIn, publicHolidays } from './public-holidays.ts';

const listed = (country: string, year = 2027) => publicHolidays({ country, year }).map(String);

test('Berlin has a holiday of its own, and all of Germany has unity day', () => {
  expect(listed('DE-BE')).toContain('2027-03-08');
  expect(listed('DE')).not.toContain('2027-03-08');
  expect(listed('DE')).toContain('2027-10-03');
});

test("the demo's other offices have their national days", () => {
  expect(listed('US-NY')).toContain('2027-07-04');
  expect(listed('IN-KA')).toContain('2027-01-26');
  expect(listed('BR-SP')).toContain('2027-09-07');
});

test('a holiday of all of Brazil is one in each of its states, from the year it was made one', () => {
  for (const place of ['BR', 'BR-SP', 'BR-RJ', 'BR-BA']) expect(listed(place)).toContain('2027-11-20');
  expect(listed('BR-BA', 2023)).not.toContain('2023-11-20');
});

test('days that are observed or optional only are working days', () => {
  expect(listed('DE-BE')).not.toContain('2027-12-24');
  expect(listed('DE-BE')).not.toContain('2027-12-31');
});

test('a holiday of several days closes each of them', () => {
  expect(listed('EG', 2026)).toEqual(expect.arrayContaining(['2026-05-27', '2026-05-28', '2026-05-29', '2026-05-30']));
});

test('holidays come in order, none twice', () => {
  const dates = listed('EG', 2026);
  expect(dates).toEqual([...new Set(dates)].toSorted());
});

test('a country nobody lists and a person whose country nobody knows have no holidays', () => {
  expect(listed('XX')).toEqual([]);
  expect(publicHolidayIn(null)(day('2027-12-25'))).toBe(false);
});

test("a region nobody lists has its country's holidays", () => {
  expect(listed('DE-ZZ')).toEqual(listed('DE'));
});

test('a date is a holiday in the country where it is one', () => {
  expect(publicHolidayIn('DE-BE')(day('2027-10-03'))).toBe(true);
  expect(publicHolidayIn('US-NY')(day('2027-10-03'))).toBe(false);
});
