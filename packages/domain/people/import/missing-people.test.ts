import { expect, test } from 'vitest';
import { missingPeople, type Present } from './missing-people.ts';

const present = (id: string, given: Partial<Present> = {}): Present => ({
  id,
  externalId: id,
  workEmail: `${id}@x.example`,
  isInDirectory: false,
  isInHrSystem: false,
  isAdministrator: false,
  ...given,
});
type Stated = Parameters<typeof missingPeople>[0]['stated'];
const missing = (people: readonly Present[], stated: Stated = [], taken: readonly string[] = []) =>
  missingPeople({ present: people, stated, taken: new Set(taken) });

test('whom HR knows by an id, and whom nobody else stated, leaves by being absent', () => {
  const people = [present('ana'), present('ben', { externalId: null }), present('cleo', { isInDirectory: true })];
  expect(missing(people)).toEqual(['ana', 'ben', 'cleo']);
});

test('whom only a directory states, and administrators from before the first file, are none of its business', () => {
  const ana = present('ana', { externalId: null, isInDirectory: true });
  const adam = present('adam', { externalId: null, isAdministrator: true });
  expect(missing([ana, adam])).toEqual([]);
});

test('whom an HR system lists that people are pulled from does not leave by a file', () => {
  expect(missing([present('ana', { isInHrSystem: true }), present('ben')])).toEqual(['ben']);
});

test('whose row was refused is there all the same, by id, and by address where either has no id', () => {
  const row = (externalId: string | null, workEmail: string | null) => ({ externalId, workEmail });
  expect(missing([present('ana')], [row('ana', null)])).toEqual([]);
  expect(missing([present('ana')], [row(null, 'ANA@x.example')])).toEqual([]);
  expect(missing([present('ana', { externalId: null })], [row('E-7', 'ana@x.example')])).toEqual([]);
  expect(missing([present('ana')], [], ['ana'])).toEqual([]);
});

test('an address somebody new was given does not keep who had it before', () => {
  expect(missing([present('ana')], [{ externalId: 'E-7', workEmail: 'ana@x.example' }])).toEqual(['ana']);
});
