import { setImmediate } from 'node:timers/promises';
import {
  chosenColumns,
  type ColumnChoice,
  type ColumnTrouble,
} from '@throughline/domain/people/import/chosen-columns.ts';
import type { DateOrder } from '@throughline/domain/people/import/date-order.ts';
import { decodeFile } from '@throughline/domain/people/import/decode-file.ts';
import type { ExportSystem } from '@throughline/domain/people/import/export-headings.ts';
import type { ImportColumn } from '@throughline/domain/people/import/import-field.ts';
import { rowReader } from '@throughline/domain/people/import/read-row.ts';
import { separatorOf } from '@throughline/domain/people/import/separator.ts';
import { settleDates } from '@throughline/domain/people/import/settle-dates.ts';
import type { ReadRow } from '@throughline/domain/people/import/stated-row.ts';
import { readRecords, type CsvRecord } from './read-records.ts';

/** What can be said of a file that it does not say itself. */
export type ReadingChoice = { readonly columns?: ColumnChoice; readonly dateOrder?: DateOrder | null };

export type ReadImportFile =
  | {
      readonly kind: 'read';
      readonly system: ExportSystem | null;
      readonly columns: readonly ImportColumn[];
      readonly rows: readonly ReadRow[];
    }
  /** It cannot be read, or only by guessing; what was found so far is told with it. */
  | {
      readonly kind: 'refused';
      readonly system: ExportSystem | null;
      readonly columns: readonly ImportColumn[];
      readonly troubles: readonly ColumnTrouble[];
    };

/** More people than anybody employs under one roof. */
export const mostImportRows = 200_000;
/** Others have their turn after so many rows. */
const rowsInTurn = 1_000;

/** Reads a file of people, whatever made it, into rows of the allow-list; everything else in it ends here. */
export async function readImportFile({
  bytes,
  choice = {},
  today,
}: {
  bytes: Uint8Array;
  choice?: ReadingChoice;
  today: Temporal.PlainDate;
}): Promise<ReadImportFile> {
  const decoded = decodeFile(bytes);
  if (decoded.kind === 'no_text') return refused({ troubles: [{ column: null, detail: `The file ${decoded.why}` }] });
  const { text } = decoded;
  const records = await readRecords({ text, separator: separatorOf(text), mostRecords: mostImportRows + 1 });
  if (records.kind === 'broken') return refused({ troubles: [{ column: null, detail: records.detail }] });
  const [headings, ...rows] = records.records;
  if (headings === undefined || rows.length === 0)
    return refused({ troubles: [{ column: null, detail: 'The file holds no people: it has headings at most.' }] });

  const headers = headings.cells.map((cell) => cell.trim());
  const { system, columns, troubles } = chosenColumns({ headers, choice: choice.columns ?? {} });
  const valuesOf = (at: number) => rows.map(({ cells }) => cells[at] ?? '');
  const { orderOf, questions } = settleDates({ columns, valuesOf, answer: choice.dateOrder ?? null });
  if (troubles.length + questions.length > 0)
    return refused({ system, columns, troubles: [...troubles, ...questions] });
  return { kind: 'read', system, columns, rows: await inTurns(rows, rowReader({ columns, orderOf, today })) };
}

async function inTurns(
  records: readonly CsvRecord[],
  read: (cells: readonly string[], line: number) => ReadRow,
): Promise<readonly ReadRow[]> {
  const rows: ReadRow[] = [];
  for (const [at, { cells, line }] of records.entries()) {
    if (at % rowsInTurn === rowsInTurn - 1) await setImmediate();
    rows.push(read(cells, line));
  }
  return rows;
}

function refused({
  system = null,
  columns = [],
  troubles,
}: {
  system?: ExportSystem | null;
  columns?: readonly ImportColumn[];
  troubles: readonly ColumnTrouble[];
}): ReadImportFile {
  return { kind: 'refused', system, columns, troubles };
}
