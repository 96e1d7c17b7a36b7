import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvTable } from './csv-table.ts';

const cellsOf = (text: string) => csvTable({ headings: ['a'], rows: [[text]] }).slice('\uFEFFa\r\n'.length, -2);

test('no cell is a formula, in whatever column', () => {
  for (const sign of ['=', '+', '-', '@', '\t', '\0']) {
    expect(cellsOf(`${sign}cmd|calc`).replace(/^"/, '')).toBe(`'${sign}cmd|calc${sign === '\t' ? '"' : ''}`);
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(cellsOf(text).replace(/^"/, '')).not.toMatch(/^[=+\-@\t\0]/);
    }),
  );
});

test('quotes, separators and line ends stay within their cell', () => {
  expect(
    csvTable({
      headings: ['a', 'b'],
      rows: [
        ['x"y', 'one\r\ntwo'],
        [null, 'p,q'],
      ],
    }),
  ).toBe('\uFEFFa,b\r\n"x""y","one\r\ntwo"\r\n,"p,q"\r\n');
});
