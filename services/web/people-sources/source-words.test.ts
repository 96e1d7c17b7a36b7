import type { PeopleSource } from '@throughline/contracts/pages/people-sources.ts';
import { expect, test } from 'vitest';
import { nextSentence, resultSentence } from './source-words.ts';

const source: PeopleSource = {
  name: 'main',
  kind: 'bamboohr',
  address: 'https://acme.bamboohr.com',
  state: 'active',
  lastPulledAt: '2026-11-28T02:00:00Z',
  lastCounts: { people: 20, created: 1, updated: 2, refused: 1, unusable: 1, left: 0 },
  problem: null,
  notBefore: null,
};
const at = () => 'Sat 28 November, 03:00';

test('the last pull is told in counts, or by what was wrong', () => {
  expect(resultSentence(source)).toBe('20 read: 1 came, 2 changed, 0 left. 2 could not be taken.');
  expect(resultSentence({ ...source, problem: 'the key was refused' })).toBe('The key was refused.');
  expect(resultSentence({ ...source, lastPulledAt: null, lastCounts: null })).toBe('Nothing was read yet.');
});

test('the next pull is tonight, sooner for a new one, later after a failure, and never by itself while one waits', () => {
  expect(nextSentence({ source, at })).toBe('Tonight, after 2 o’clock');
  expect(nextSentence({ source: { ...source, lastPulledAt: null }, at })).toBe('Within a quarter of an hour');
  expect(nextSentence({ source: { ...source, notBefore: '2026-11-28T02:00:00Z' }, at })).toBe(`After ${at()}`);
  expect(nextSentence({ source: { ...source, state: 'paused' }, at })).toContain('Waits for you');
});
