import { historyKinds } from '@throughline/domain/conversation/history-entry.ts';
import type { HistoryEntry } from '@throughline/domain/conversation/history-entry.ts';
import { askReasons } from '@throughline/domain/conversation/observed-event.ts';
import { unbookReasons } from '@throughline/domain/conversation/transition.ts';
import { describe, expect, test } from 'vitest';
import { historySentence } from './history-sentence.ts';

const names = { report: 'Ben Roth', manager: 'Ana Sousa' };
const sentence = (entry: Partial<Pick<HistoryEntry, 'actor' | 'details'>> & Pick<HistoryEntry, 'kind'>) =>
  historySentence({ entry: { actor: 'throughline', details: {}, ...entry }, names });

describe('everything that can happen to a conversation', () => {
  test.each(historyKinds)('%s has a sentence of its own', (kind) => {
    const own = sentence({ kind });
    expect(own).toMatch(/^[A-Z].*\.$/);
    // Held and unconfirmed are told by their grade, which is missing here as it is where nobody said anything.
    const others = historyKinds.filter((other) => other !== kind && other !== 'outcome_changed');
    if (kind !== 'outcome_changed') expect(others.map((other) => sentence({ kind: other }))).not.toContain(own);
  });

  test('is told calmly', () => {
    for (const kind of historyKinds) {
      expect(sentence({ kind })).not.toMatch(/overdue|violation|denied|enforce|missed|meeting|host|guest|user/i);
    }
  });
});

test('what the organizer is asked about is named, each reason in words', () => {
  const told = askReasons.map((reason) => sentence({ kind: 'organizer_asked', details: { reasons: [reason] } }));
  expect(new Set(told).size).toBe(askReasons.length);
  expect(told.join(' ')).not.toContain('something about it');
  expect(sentence({ kind: 'organizer_asked', details: { reasons: ['recurring', 'not_between_two'] } })).toBe(
    'The organizer is asked about it: it repeats and other people are invited too.',
  );
  expect(sentence({ kind: 'distinct_again', details: { stillAsked: ['recurring'] } })).toBe(
    'Some of what the organizer was asked about is settled; still open: it repeats.',
  );
});

test('what was put back, and what is left alone from then on', () => {
  const what = ['privacy', 'category', 'marker'];
  expect(sentence({ kind: 'restored', details: { what } })).toBe(
    'Put back in the calendar: its privacy, its category and the mark it is found by.',
  );
  expect(sentence({ kind: 'flagged', details: { what: ['privacy'] } })).toBe(
    'Missing again in the calendar and now left so: its privacy.',
  );
});

test('why a date was lost is said without saying who lost it', () => {
  const told = unbookReasons.flatMap((reason) =>
    (['report', 'manager'] as const).map((actor) => sentence({ kind: 'unbooked', actor, details: { reason } })),
  );
  expect(new Set(told).size).toBe(unbookReasons.length);
  expect(told.join(' ')).not.toMatch(/Ben|Ana/);
});
