type Cell = string | number | null;

/**
 * RFC 4180, every line ended. Text that a spreadsheet would take for a formula gets an apostrophe in front (ASVS
 * 1.2.10); numbers are numbers.
 */
export function csvTable({ header, rows }: { header: readonly string[]; rows: readonly (readonly Cell[])[] }): string {
  return [header, ...rows].map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = startsFormula.test(cell) ? `'${cell}` : cell;
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A sign that begins a formula, whatever space stands before it, or one that is none of a text's. */
const startsFormula = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n\0]/;
const needsQuotes = /[",\r\n]|^\s|\s$/;
