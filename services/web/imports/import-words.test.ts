import type { ImportOnPage } from '@throughline/contracts/pages/imports.ts';
import { importFields, type V1ImportRow } from '@throughline/contracts/v1/imports.ts';
import { expect, test } from 'vitest';
import { fieldWords, rowSentences, stateSentence } from './import-words.ts';

const counts = {
  created: 0,
  updated: 0,
  unchanged: 5,
  refused: 0,
  leaving: 0,
  present: 5,
  managers_unknown: 0,
  in_cycles: 0,
  unreadable: 0,
};
const say = (given: Partial<ImportOnPage>) =>
  stateSentence({ state: 'completed', dry_run: false, ended_because: null, counts, rows: 5, ...given } as ImportOnPage);

test('every field a column can be has words of its own', () => {
  expect(new Set(importFields.map((field) => fieldWords[field])).size).toBe(importFields.length);
});

test('an import says where it stands', () => {
  expect(say({})).toBe('Done: everything was as it is here already.');
  expect(say({ counts: { ...counts, created: 1, updated: 2, leaving: 3, refused: 1 } })).toBe(
    'Done: 1 person came, 2 people changed, 3 people left, 1 row was refused.',
  );
  expect(say({ state: 'withdrawn', ended_because: 'overtaken' })).toContain('A later file');
});

test('a row says what becomes of it', () => {
  const row: V1ImportRow = {
    id: '',
    line: 2,
    result: 'updated',
    employee: null,
    remote_id: null,
    work_email: null,
    display_full_name: null,
    changes: ['manager', 'start_date'],
    notes: ['manager_unknown'],
    errors: [{ column: 'Hire date', detail: 'is no day' }],
  };
  expect(rowSentences(row)).toEqual([
    'Another manager, first day.',
    'The manager is not known here yet.',
    '“Hire date” is no day.',
  ]);
});
