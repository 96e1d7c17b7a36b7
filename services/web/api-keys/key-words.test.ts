import { apiScopes } from '@throughline/contracts/v1/scopes.ts';
import { expect, test } from 'vitest';
import { keySentence, scopeWords, shownKey } from './key-words.ts';

const key = {
  id: '01936f3c-0000-7000-8000-000000000001',
  name: 'Workday',
  hint: 'x7Qf',
  scopes: ['employees:read'],
  created_at: '2027-01-04T09:00:00Z',
  last_used_at: null,
  expires_at: null,
  revoked_at: null,
  state: 'good',
} as const;
const said = (given: object) => keySentence({ key: { ...key, scopes: [], ...given }, timeZone: 'Europe/Berlin' });

test('a key is said to be good until what ends it, and when it was last used, with the zone', () => {
  expect(said({})).toBe('Never used. Good until it is revoked.');
  expect(said({ last_used_at: '2027-01-05T09:00:00Z', expires_at: '2027-07-01T00:00:00Z' })).toBe(
    'Last used Tue 5 Jan 2027, 10:00 Berlin. Good until Thu 1 Jul 2027, 02:00 Berlin.',
  );
  expect(said({ state: 'expired', expires_at: '2027-01-05T09:00:00Z' })).toBe(
    'Came to its end Tue 5 Jan 2027, 10:00 Berlin.',
  );
  expect(said({ state: 'revoked', revoked_at: '2027-01-05T09:00:00Z' })).toBe('Revoked Tue 5 Jan 2027, 10:00 Berlin.');
});

test('every scope is said in words, and a key shown by how it begins and ends', () => {
  expect(Object.keys(scopeWords).toSorted()).toEqual(apiScopes.toSorted());
  expect(shownKey(key)).toBe('tl_live_…x7Qf');
});
