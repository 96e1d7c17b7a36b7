import type { ImportRowOutcome } from '@throughline/db/import-row-store.ts';
import type { ImportCounts, ImportNote } from '@throughline/domain/people/import/import-counts.ts';
import type { CellError, ReadRow } from '@throughline/domain/people/import/stated-row.ts';
import type { ImportedPeople, RowDetail, RowRefusal, RowResult } from './employee-row.ts';
import type { RowToImport } from './import-row-of.ts';

export type ImportOutcome = { readonly counts: ImportCounts; readonly rows: readonly ImportRowOutcome[] };

/** What an import came to, row by row in the order of the file, with whoever it does not have behind. */
export function importOutcome({
  read,
  toImport,
  imported,
}: {
  read: readonly ReadRow[];
  toImport: readonly RowToImport[];
  imported: ImportedPeople;
}): ImportOutcome {
  const inCycle = new Set(imported.cycles.flat());
  const taken = toImport.map((row, at) =>
    takenRow({ row, result: imported.rows[at], detail: imported.details[at], inCycle }),
  );
  const wrong = read.flatMap((row) => (row.kind === 'wrong' ? [wrongRow(row)] : []));
  const rows = [
    ...[...taken, ...wrong].toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    ...imported.missing.map(missingPerson),
  ];
  const count = (result: ImportRowOutcome['result']) => rows.filter((row) => row.result === result).length;
  const noted = (...notes: readonly ImportNote[]) =>
    rows.filter((row) => row.notes.some((note) => notes.includes(note))).length;
  return {
    rows,
    counts: {
      created: count('created'),
      updated: count('updated'),
      unchanged: count('unchanged'),
      refused: count('refused'),
      leaving: count('leaving') + noted('leaves'),
      present: imported.present,
      managersUnknown: noted('manager_unknown', 'manager_not_clear'),
      inCycles: noted('in_a_cycle'),
      unreadable: unidentified(read),
    },
  };
}

/** Rows that do not even say whom they are about. */
export function unidentified(read: readonly ReadRow[]): number {
  return read.filter((row) => row.kind === 'wrong' && row.about.externalId === null && row.about.workEmail === null)
    .length;
}

const nothing = { personId: null, workEmail: null, changes: [], notes: [], errors: [] } as const;

function takenRow({
  row: { stated, notes },
  result,
  detail,
  inCycle,
}: {
  row: RowToImport;
  result: RowResult | undefined;
  detail: RowDetail | undefined;
  inCycle: ReadonlySet<string>;
}): ImportRowOutcome {
  const { line, workEmail } = stated;
  if (result === undefined || detail === undefined) throw new Error('A row was imported without an answer');
  if (result.kind === 'refused')
    return { ...nothing, line, result: 'refused', workEmail, errors: [refusals[result.reason]] };
  const all: readonly ImportNote[] = [
    ...notes,
    ...(detail.managerUnknown ? (['manager_unknown'] as const) : []),
    ...(inCycle.has(result.personId) ? (['in_a_cycle'] as const) : []),
    ...(detail.leaves ? (['leaves'] as const) : []),
  ];
  const { kind, personId } = result;
  const { changes } = detail;
  return { ...nothing, line, result: kind, personId, workEmail, changes, notes: [...new Set(all)] };
}

function wrongRow({ line, about, errors }: Extract<ReadRow, { kind: 'wrong' }>): ImportRowOutcome {
  return { ...nothing, line, result: 'refused', workEmail: about.workEmail, errors };
}

function missingPerson(personId: string): ImportRowOutcome {
  return { ...nothing, line: null, result: 'leaving', personId };
}

/** By the field that stands in the way. */
const refusals: Readonly<Record<RowRefusal, CellError>> = {
  email_taken: { column: 'work_email', detail: 'is somebody else’s address' },
  external_id_taken: { column: 'remote_id', detail: 'is somebody else’s id' },
  repeated: { column: 'remote_id', detail: 'is the person of an earlier row' },
  own_manager: { column: 'manager', detail: 'is this person: nobody has a conversation with themselves' },
};
