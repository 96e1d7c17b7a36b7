import type { ImportColumn, ImportField } from './import-field.ts';
import type { CellError } from './stated-row.ts';

const longest = 200;

/** The cells of one row by what they are: one line each, without control characters. */
export type CellsOfRow = {
  readonly has: (field: ImportField) => boolean;
  /** Empty where there is none. */
  readonly text: (field: ImportField) => string;
  /** Of all columns that are this, without the empty ones. */
  readonly all: (field: ImportField) => readonly string[];
  /** Notes what is wrong with that cell. */
  readonly wrong: (field: ImportField, detail: string) => void;
};

/** Settles once which column is what, for every row of the file; what is wrong is added to `errors`. */
export function cellsReader(
  columns: readonly ImportColumn[],
): (cells: readonly string[], errors: CellError[]) => CellsOfRow {
  const placesOf = new Map<ImportField, readonly number[]>();
  for (const [at, { field }] of columns.entries())
    if (field !== null) placesOf.set(field, [...(placesOf.get(field) ?? []), at]);
  return (cells, errors) => {
    const valueAt = (at: number): string => {
      const value = (cells[at] ?? '').replaceAll(/\p{Cc}+/gu, ' ').trim();
      if (value.length <= longest) return value;
      errors.push({ column: columns[at]?.header ?? '', detail: `is longer than ${longest} characters` });
      return '';
    };
    return {
      has: (field) => placesOf.has(field),
      text: (field) => {
        const at = placesOf.get(field)?.[0];
        return at === undefined ? '' : valueAt(at);
      },
      all: (field) => (placesOf.get(field) ?? []).map(valueAt).filter((value) => value !== ''),
      wrong: (field, detail) => {
        const at = placesOf.get(field)?.[0];
        errors.push({ column: (at === undefined ? undefined : columns[at]?.header) ?? field, detail });
      },
    };
  };
}
