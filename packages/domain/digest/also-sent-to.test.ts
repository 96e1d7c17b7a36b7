import { expect, test } from 'vitest';
import { alsoSentTo, type AlsoSent } from './also-sent-to.ts';

const sent = (about: AlsoSent['about'], ...names: string[]): AlsoSent[] => names.map((name) => ({ name, about }));

test('names whoever sees the reader’s figures as well, and counts the other leaders', () => {
  expect(
    alsoSentTo([
      ...sent('everyone', 'Nora', 'Hanna'),
      ...sent('a_part_around_yours', 'Vera'),
      ...sent('another_part', 'Ben', 'Olga', 'Caio'),
    ]),
  ).toEqual([
    'About everyone it also goes to Hanna and Nora.',
    'About a part that holds yours it also goes to Vera.',
    '3 leaders get one about a part of their own.',
  ]);
});

test('many are cut short, one is one, and nobody is said to be nobody', () => {
  expect(alsoSentTo(sent('everyone', ...'a b c d e f g h i j'.split(' ')))).toEqual([
    'About everyone it also goes to a, b, c, d, e, f, g, h and 2 more.',
  ]);
  expect(alsoSentTo(sent('another_part', 'Ben'))).toEqual(['1 leader gets one about a part of their own.']);
  expect(alsoSentTo([])).toEqual(['Nobody else gets this mail this week.']);
});
