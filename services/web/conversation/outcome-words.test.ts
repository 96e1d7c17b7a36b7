import { expect, test } from 'vitest';
import { gradeInShort, outcomeWords } from './outcome-words.ts';
import { dueWords } from '@throughline/contracts/pages/waiting-words.ts';

test('while nothing has ended there is no outcome', () => {
  expect(outcomeWords({ state: 'booked', heldOn: null, grade: null })).toBeNull();
});

test('a conversation held says when, and how that is known', () => {
  expect(outcomeWords({ state: 'held', heldOn: '2026-10-06', grade: 'attendance' })).toBe(
    'Held on 6 Oct 2026: recorded attendance shows it.',
  );
});

test("a manager's word alone is told apart from a report's", () => {
  expect(outcomeWords({ state: 'unconfirmed', heldOn: null, grade: 'claimed' })).toBe(
    'Not confirmed: the manager says it took place; that alone does not count.',
  );
});

test('in a list, too, a claim reads other than what was confirmed', () => {
  expect(new Set(Object.values(gradeInShort)).size).toBe(5);
  expect(gradeInShort.claimed).toBe(', claimed only');
});

test('what needs nobody is not called needing a date', () => {
  expect(dueWords('beyond_horizon')).toMatchObject({ state: 'not due for a while', calm: true });
  expect(dueWords('no_common_time')).toMatchObject({ state: 'needs a date', calm: false });
});

test('a reason that is a sentence already is shown as it is', () => {
  expect(dueWords('Somebody is on a sabbatical.').sentence).toBe('Somebody is on a sabbatical.');
});
