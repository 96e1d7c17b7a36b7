import { expect, test } from 'vitest';
import { pastGapSentence, stepWords } from './help-words.ts';

const at = '2027-02-01T09:00:00Z';

test('each of the four who can be asked has a name, and moves are told as the reason', () => {
  const who = ['report', 'manager', 'skip_level', 'hr'] as const;
  const words = who.map((one) => stepWords({ who: one, when: 'due_without_a_date', at }));
  expect(new Set(words).size).toBe(4);
  expect(stepWords({ who: 'skip_level', when: 'moved_often', at })).toBe('the manager’s manager, after several moves');
});

test('why a conversation is past the longest gap is told without blame', () => {
  const sentences = (['leave', 'due_date', 'late'] as const).map((because) =>
    pastGapSentence({ because, until: '2 March' }),
  );
  expect(new Set(sentences).size).toBe(3);
  expect(sentences.join(' ')).not.toMatch(/overdue|denied|violat|enforce/);
});
