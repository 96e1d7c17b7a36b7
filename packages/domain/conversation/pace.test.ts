import { expect, test } from 'vitest';
import { at, someRules } from '../testing/builders.ts';
import { paceNotes, paceSentence, type PacedConversation } from './pace.ts';

const now = at('2026-12-10T12:00:00Z');
const rules = someRules();
const one = (startsAt: string, minutes = 60): PacedConversation => ({
  reportName: 'Ana Ruiz',
  startsAt: at(startsAt),
  endsAt: at(startsAt).add({ minutes }),
});
const inADay = (date: string, count: number) =>
  Array.from({ length: count }, (_, index) => one(`${date}T${String(8 + index).padStart(2, '0')}:00:00Z`));
const notes = (conversations: readonly PacedConversation[], timeZone = 'Europe/Berlin') =>
  paceNotes({ conversations, rules, timeZone, now });

test('three in a day are nothing to note, four are', () => {
  expect(notes(inADay('2026-12-09', 3))).toEqual([]);
  const [note, ...others] = notes(inADay('2026-12-09', 4));
  expect(others).toEqual([]);
  expect(note).toMatchObject({ kind: 'many_in_a_day', count: 4, isOver: true });
  expect(paceSentence(note!)).toBe(
    'On Wednesday 9 December you had 4 career conversations. Spread out, each gets your whole attention.',
  );
});

test('four on a day ahead are noted while something can be done', () => {
  const [note] = notes(inADay('2026-12-16', 4));
  expect(note).toMatchObject({ isOver: false });
  expect(paceSentence(note!)).toContain('You can move some');
});

test('the day is the manager’s own: four around a midnight elsewhere are two and two', () => {
  const around = ['21:00', '22:00', '23:00', '23:30'].map((time) => one(`2026-12-08T${time}:00Z`));
  expect(notes(around, 'UTC')).toHaveLength(1);
  expect(notes(around, 'Europe/Berlin')).toEqual([]);
});

test.each([
  [44, 1],
  [45, 0],
])('one of %i minutes has %i notes', (minutes, count) => {
  expect(notes([one('2026-12-09T09:00:00Z', minutes)])).toHaveLength(count);
});

test('one that is short and still ahead is asked about elsewhere, and not noted', () => {
  expect(notes([one('2026-12-16T09:00:00Z', 30)])).toEqual([]);
});

test('nothing in a note judges anybody, or names what is not the manager’s own', () => {
  const all = notes([...inADay('2026-12-09', 5), one('2026-12-08T09:00:00Z', 20)]).map(paceSentence);
  expect(all).toHaveLength(2);
  expect(all.join(' ')).not.toMatch(/overdue|violation|denied|enforcement|HR|should|must/i);
});
