import { getTableColumns, is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import * as tables from '../tables.ts';
import type { TableName } from './column-note.ts';

/** Of every table its columns by the schema's name and by PostgreSQL's, but for the id and the organisation's; by name. */
export function tableColumns(): readonly {
  readonly key: TableName;
  readonly name: string;
  readonly columns: ReadonlyMap<string, string>;
}[] {
  return Object.entries(tables)
    .flatMap(([key, table]) => {
      if (!is(table, PgTable)) return [];
      const named = Object.entries(getTableColumns(table))
        .filter(([column]) => column !== 'id' && column !== 'organizationId')
        .map(([column, { name }]) => [column, name] as const);
      return [{ key: key as TableName, name: getTableConfig(table).name, columns: new Map(named) }];
    })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
