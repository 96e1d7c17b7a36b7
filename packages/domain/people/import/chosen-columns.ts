import { plainHeading } from './plain-heading.ts';
import { detectColumns, type DetectedColumns } from './detect-columns.ts';
import { type ImportColumn, type ImportField } from './import-field.ts';
import { isUnneeded } from './unneeded-column.ts';

/** What stands in the way of reading a file at all; each is a sentence about one column, or about the file. */
export type ColumnTrouble = { readonly column: string | null; readonly detail: string };

/** Somebody's own reading of headings; null: leave that column unread. */
export type ColumnChoice = Readonly<Record<string, ImportField | null>>;

/** The columns as detected, unless somebody said otherwise. */
export function chosenColumns({
  headers,
  choice,
}: {
  headers: readonly string[];
  choice: ColumnChoice;
}): DetectedColumns & { readonly troubles: readonly ColumnTrouble[] } {
  const { system, columns } = detectColumns(headers);
  const chosen = new Map(Object.entries(choice).map(([heading, field]) => [plainHeading(heading), field]));
  const explicit = new Set(chosen.values());
  const read = columns.map(({ header, field }): ImportColumn => {
    const own = chosen.get(plainHeading(header));
    if (own !== undefined) return { header, field: own };
    // Said of another column, it is not this one.
    return { header, field: field !== null && field !== 'group' && explicit.has(field) ? null : field };
  });
  const unknown = [...chosen.keys()].filter((heading) => !headers.some((header) => plainHeading(header) === heading));
  return {
    system,
    columns: read,
    troubles: [...unknown.map((column) => ({ column, detail: 'is no column of this file' })), ...troublesOf(read)],
  };
}

function troublesOf(columns: readonly ImportColumn[]): readonly ColumnTrouble[] {
  const named = (field: ImportField) => columns.filter((column) => column.field === field);
  const refused = columns.filter(({ header, field }) => field !== null && isUnneeded(header));
  const doubled = [...new Set(columns.flatMap(({ field }) => field ?? []))].filter(
    (field) => field !== 'group' && named(field).length > 1,
  );
  const hasName = named('first_name').length + named('last_name').length === 2 || named('display_full_name').length > 0;
  return [
    ...refused.map(({ header }) => ({ column: header, detail: 'is something Throughline never reads or stores' })),
    ...doubled.map((field) => ({
      column: named(field)[1]?.header ?? null,
      detail: `would be ${field}, which another column is already`,
    })),
    ...(named('work_email').length > 0
      ? []
      : [{ column: null, detail: 'No column holds work addresses: say which one is work_email.' }]),
    ...(hasName ? [] : [{ column: null, detail: 'No columns hold names: say which are first_name and last_name.' }]),
  ];
}
