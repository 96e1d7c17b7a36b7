import { expect, test } from 'vitest';
import { table } from './table.ts';

test('columns are as wide as their longest cell, and no line ends in spaces', () => {
  const rows = [
    ['Ana Ruiz', 'live'],
    ['Bo', ''],
  ];
  expect(table({ headings: ['name', 'state'], rows })).toBe(['name      state', 'Ana Ruiz  live', 'Bo'].join('\n'));
});

test('without rows the headings stand alone', () => {
  expect(table({ headings: ['name', 'state'], rows: [] })).toBe('name  state');
});
