import { expect, test } from 'vitest';
import { aPerson, aReportingLine, day } from '../testing/builders.ts';
import { announcedTo, mainCountry } from './announced-to.ts';

const on = day('2026-11-02');
const named = (id: string, over: Parameters<typeof aPerson>[0] = {}) => aPerson({ id, groups: [], ...over });
const people = [
  named('ana', { groups: ['Research'] }),
  named('ben'),
  named('cleo'),
  named('gone', { groups: ['Research'], status: 'inactive' }),
  named('soon', { groups: ['Research'], startDate: day('2027-01-01') }),
];
const lines = [
  aReportingLine({ reportId: 'ana', managerId: 'ben' }),
  aReportingLine({ reportId: 'ben', managerId: 'cleo' }),
];
const told = (audience: Parameters<typeof announcedTo>[0]['audience']) =>
  announcedTo({ people, lines, audience, on }).map(({ id }) => id);

test('a launch for everyone is announced to everybody who is there', () => {
  expect(told({ kind: 'everyone' })).toEqual(['ana', 'ben', 'cleo']);
});

test('a pilot is announced to those it is for and to their managers, nobody else', () => {
  expect(told({ kind: 'group', group: 'Research' })).toEqual(['ana', 'ben']);
});

test('the holidays that count are of the country most people are in', () => {
  const in_ = (...countries: readonly (string | null)[]) => mainCountry(countries.map((country) => ({ country })));
  expect(in_('US', 'DE', null, 'DE', null, null)).toBe('DE');
  expect(in_('US', 'DE')).toBe('DE');
  expect(in_(null)).toBeNull();
});
