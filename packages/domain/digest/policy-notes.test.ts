import { expect, test } from 'vitest';
import { day } from '../testing/builders.ts';
import { policyNotes, type Publication } from './policy-notes.ts';

const published = (given: Partial<Publication> & { on: string }): Publication => ({
  publishedOn: day(given.on),
  name: 'Everyone',
  version: 2,
  audience: { kind: 'everyone' },
  note: null,
  ...given,
});

test('a week is marked with what was said about its changes, in the order in which they came', () => {
  const notes = policyNotes([
    published({ on: '2026-09-28', version: 1 }),
    published({ on: '2026-10-14', note: '  Three weeks\nahead, as the pilot showed ' }),
    published({ on: '2026-10-18', name: 'Engineering', audience: { kind: 'group', group: 'Engineering' } }),
  ]);
  expect([...notes]).toEqual([
    ['2026-W40', 'Everyone begins'],
    ['2026-W42', 'Three weeks ahead, as the pilot showed; Engineering, version 2'],
  ]);
});

test('a policy for one person marks no week, and a long note is cut', () => {
  const notes = policyNotes([
    published({ on: '2026-10-14', audience: { kind: 'person', personId: 'ana' }, note: 'Ana alone' }),
    published({ on: '2026-10-21', note: 'x'.repeat(400) }),
  ]);
  expect([...notes.keys()]).toEqual(['2026-W43']);
  expect(notes.get('2026-W43')?.length).toBe(140);
});
