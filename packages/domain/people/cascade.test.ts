import { expect, test } from 'vitest';
import { day } from '../testing/builders.ts';
import { firstInCascade } from './cascade.ts';

const on = day('2027-03-01');
const lines = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([reportId, managerId]) => ({ reportId, managerId, validFrom: day('2020-01-01'), validTo: null }));
const first = (...pairs: readonly (readonly [string, string])[]) =>
  [...firstInCascade({ lines: lines(...pairs), on })].toSorted();

test('managers of managers come first, who manage nobody else do not', () => {
  expect(first(['vp', 'top'], ['director', 'vp'], ['lead', 'director'], ['ana', 'lead'])).toEqual(['director', 'vp']);
});

test('where there are two levels, managers who report to the top come first', () => {
  expect(first(['lead', 'top'], ['assistant', 'top'], ['ana', 'lead'])).toEqual(['lead']);
});

test('in one team there is nobody to come first', () => {
  expect(first(['ana', 'top'], ['ben', 'top'])).toEqual([]);
});

test('a circle of people who report to each other ends', () => {
  expect(first(['ana', 'ben'], ['ben', 'ana'])).toEqual(['ana', 'ben']);
});

test('lines that hold no longer say nothing', () => {
  const ended = lines(['vp', 'top'], ['lead', 'vp']).map((line) => ({ ...line, validTo: on }));
  expect([...firstInCascade({ lines: ended, on })]).toEqual([]);
});
