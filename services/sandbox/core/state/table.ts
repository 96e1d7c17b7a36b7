import type { Journal } from './journal.ts';

/** Rows by key, kept by a journal. Rows are values: to change one, set another in its place. */
export type Table<Row> = {
  readonly get: (key: string) => Row | undefined;
  readonly set: (key: string, row: Row) => void;
  readonly delete: (key: string) => void;
  readonly values: () => IterableIterator<Row>;
  readonly size: () => number;
  readonly clear: () => void;
};

/**
 * Opens the table a journal keeps under `name`. `Row` must be plain JSON; what an earlier start wrote is trusted to have
 * this shape, because only this program writes there.
 */
export function openTable<Row>({ name, journal }: { name: string; journal: Journal }): Table<Row> {
  const rows = new Map(journal.keptRows(name) as ReadonlyMap<string, Row>);
  return {
    get: (key) => rows.get(key),
    set: (key, row) => {
      rows.set(key, row);
      journal.note({ table: name, key, row });
    },
    delete: (key) => {
      if (rows.delete(key)) journal.note({ table: name, key, row: undefined });
    },
    values: () => rows.values(),
    size: () => rows.size,
    clear: () => {
      for (const key of rows.keys()) journal.note({ table: name, key, row: undefined });
      rows.clear();
    },
  };
}
