import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openJournal } from './journal.ts';
import { openTable } from './table.ts';

function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'sandbox-journal-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function reopen(directory: string) {
  const journal = openJournal({ directory });
  const table = openTable<{ value: number }>({ name: 'things', journal });
  return { journal, table, rows: () => [...table.values()].map((row) => row.value) };
}

test('rows come back as they last were, in the order they first came', () => {
  const directory = scratchDirectory();
  const { journal, table } = reopen(directory);
  table.set('a', { value: 1 });
  table.set('b', { value: 2 });
  journal.flush();
  table.set('a', { value: 3 });
  table.set('c', { value: 4 });
  table.delete('b');
  journal.close();
  const again = reopen(directory);
  expect(again.rows()).toEqual([3, 4]);
  again.journal.close();
});

test('what was flushed survives a process that never closes', () => {
  const directory = scratchDirectory();
  const killed = reopen(directory);
  killed.table.set('a', { value: 1 });
  killed.journal.flush();
  const again = reopen(directory);
  expect(again.rows()).toEqual([1]);
  again.journal.close();
  killed.journal.close();
});

test('a line torn by the end of the process is dropped, and the journal is whole again', () => {
  const directory = scratchDirectory();
  const { journal, table } = reopen(directory);
  table.set('a', { value: 1 });
  journal.close();
  const file = join(directory, 'sandbox.jsonl');
  appendFileSync(file, '["things","b",{"val');
  const again = reopen(directory);
  expect(again.rows()).toEqual([1]);
  again.table.set('c', { value: 2 });
  again.journal.close();
  const third = reopen(directory);
  expect(third.rows()).toEqual([1, 2]);
  third.journal.close();
});

test('a journal mostly of superseded lines is rewritten at the next start', () => {
  const directory = scratchDirectory();
  const { journal, table } = reopen(directory);
  for (let value = 0; value < 10; value += 1) {
    table.set('a', { value });
    journal.flush();
  }
  journal.close();
  reopen(directory).journal.close();
  expect(readFileSync(join(directory, 'sandbox.jsonl'), 'utf8')).toBe('["things","a",{"value":9}]\n');
});
