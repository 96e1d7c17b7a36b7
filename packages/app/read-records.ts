import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Separator } from '@throughline/domain/people/import/separator.ts';
import { CsvError, parse } from 'csv-parse';

/** `line` is where it ends: a cell in quotes may go over several. */
export type CsvRecord = { readonly cells: readonly string[]; readonly line: number };

export type CsvRecords =
  | { readonly kind: 'read'; readonly records: readonly CsvRecord[] }
  | { readonly kind: 'broken'; readonly detail: string };

const pieceLength = 64 * 1024;
const recordsInTurn = 1_000;

/** Cells of RFC 4180, in pieces: a large file does not keep everybody else waiting. */
export async function readRecords({
  text,
  separator,
  mostRecords,
}: {
  text: string;
  separator: Separator;
  mostRecords: number;
}): Promise<CsvRecords> {
  const parser = Readable.from(pieces(text), { objectMode: false }).pipe(
    parse({ delimiter: separator, relax_column_count: true, skip_empty_lines: true, info: true, bom: true }),
  );
  const records: CsvRecord[] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (records.length === mostRecords)
        return { kind: 'broken', detail: `The file has more than ${mostRecords - 1} rows.` };
      // A line of separators alone is how spreadsheets write an empty one.
      if (record.some((cell) => cell.trim() !== '')) records.push({ cells: record, line: info.lines });
      if (records.length % recordsInTurn === 0) await setImmediate();
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { kind: 'broken', detail: brokenAt(error) };
  }
  return { kind: 'read', records };
}

/** Never the words of the parser, which repeat what stands in the file. */
function brokenAt(error: CsvError): string {
  const line = 'lines' in error && typeof error['lines'] === 'number' ? ` near line ${error['lines']}` : '';
  return `The quotes of the file are broken${line}: a cell in quotes has no end, or goes on after it.`;
}

function* pieces(text: string): Generator<string> {
  for (let from = 0; from < text.length; from += pieceLength) yield text.slice(from, from + pieceLength);
}
