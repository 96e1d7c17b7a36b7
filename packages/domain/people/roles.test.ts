import { expect, test } from 'vitest';
import { aReportingLine, day } from '../testing/builders.ts';
import { rolesOn } from './roles.ts';

const on = day('2026-11-23');
const lines = [
  aReportingLine({ reportId: 'ana', managerId: 'ben' }),
  aReportingLine({ reportId: 'ben', managerId: 'cem' }),
  aReportingLine({ reportId: 'eve', managerId: 'dan', validTo: on }),
];
const rolesOf = (personId: string) => [...rolesOn({ lines, personId, on })];

test('the tree makes reports, managers, and leaders of those who manage managers', () => {
  expect(rolesOf('ana')).toEqual(['report']);
  expect(rolesOf('ben')).toEqual(['report', 'manager']);
  expect(rolesOf('cem')).toEqual(['manager', 'leader']);
});

test('a role ends with the line that gave it', () => {
  expect(rolesOf('dan')).toEqual([]);
  expect(rolesOf('eve')).toEqual([]);
});
