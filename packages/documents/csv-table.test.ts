import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvTable } from './csv-table.ts';

const inOneCell = (text: string) => csvTable({ header: ['h'], rows: [[text]] }).slice('h\r\n'.length, -2);

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\0=1', ' =1', '＝1'])(
  'text that a spreadsheet would compute is text: %j',
  (text) => {
    expect(inOneCell(text).replace(/^"/, '')).toMatch(/^'/);
  },
);

test('numbers stay numbers, nothing stays empty, and lines end as RFC 4180 has them', () => {
  expect(
    csvTable({
      header: ['a', 'b'],
      rows: [
        [-3, null],
        ['x, "y"', 2.5],
      ],
    }),
  ).toBe('a,b\r\n-3,\r\n"x, ""y""",2.5\r\n');
});

/** As RFC 4180 says it is read: nothing in common with what writes. */
function read(text: string): string[][] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const lines: string[][] = [[]];
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    lines.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') lines.push([]);
  }
  return lines.slice(0, -1);
}

test('whatever is written is read again, but for the apostrophe in front', () => {
  const cell = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const [, ...found] = read(csvTable({ header: ['a', 'b'], rows }));
      const bare = (lines: readonly (readonly string[])[]) =>
        lines.map((line) => line.map((text) => text.replace(/^'/, '')));
      expect(bare(found)).toEqual(bare(rows));
    }),
  );
});
