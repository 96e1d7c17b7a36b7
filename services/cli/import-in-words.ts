import type { ImportRowView } from '@throughline/db/import-row-store.ts';
import type { StoredImport } from '@throughline/db/import-store.ts';
import { table } from './table.ts';

const noteWords = {
  manager_unknown: 'manager unknown',
  manager_not_clear: 'several people bear the manager’s name',
  own_manager: 'names themselves as manager',
  in_a_cycle: 'in a circle of managers',
  leaves: 'leaves',
  in_hr_system: 'listed by an HR system, whose word stands',
} as const;
const resultWords = {
  created: 'new',
  updated: 'changed',
  unchanged: 'unchanged',
  refused: 'refused',
  leaving: 'leaving',
} as const;

/** What a file changes, for people: the numbers first, then who. */
export function importInWords({
  run: { counts, system, rowCount },
  rows,
  mostShown,
}: {
  run: Pick<StoredImport, 'counts' | 'system' | 'rowCount'>;
  rows: readonly ImportRowView[];
  mostShown: number;
}): string {
  if (counts === null) return 'It has not been looked at.';
  const numbers = [
    `${rowCount} rows${system === null ? '' : `, as ${system} exports them`}: ${counts.created} new, ${counts.updated} changed, ${counts.unchanged} unchanged, ${counts.refused} refused; ${counts.leaving} of ${counts.present} people leaving.`,
    ...(counts.managersUnknown > 0 ? [`Managers unknown: ${counts.managersUnknown}.`] : []),
    ...(counts.inCycles > 0 ? [`In circles of managers, and not booked: ${counts.inCycles}.`] : []),
    ...(counts.unreadable > 0
      ? [`${counts.unreadable} rows do not say whom they are about, so nobody counts as missing.`]
      : []),
  ];
  const listed = rows.map(({ line, result, workEmail, changes, notes, errors }) => [
    line === null ? '–' : String(line),
    resultWords[result],
    workEmail ?? '',
    [
      ...changes,
      ...notes.map((note) => noteWords[note]),
      ...errors.map(({ column, detail }) => `${column} ${detail}`.trim()),
    ].join(', '),
  ]);
  const isCut = [counts.created, counts.updated, counts.refused, counts.leaving].some((count) => count > mostShown);
  return [
    ...numbers,
    ...(listed.length === 0 ? [] : ['', table({ headings: ['line', 'result', 'address', 'what'], rows: listed })]),
    ...(isCut ? [`Of each kind the first ${mostShown} are shown.`] : []),
  ].join('\n');
}
