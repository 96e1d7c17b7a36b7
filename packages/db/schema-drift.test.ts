import { is } from 'drizzle-orm';
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { testDatabase } from '@throughline/testing/test-database.ts';
import * as tables from './schema/tables.ts';

const { ownerUrl } = await testDatabase();
const owner = new pg.Client({ connectionString: ownerUrl });
await owner.connect();
afterAll(() => owner.end());

type Column = {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly hasDefault: boolean;
};

function declared(): Record<string, readonly Column[]> {
  const configs = Object.values(tables).flatMap((table) => (is(table, PgTable) ? [getTableConfig(table)] : []));
  return Object.fromEntries(
    configs.map(({ name, columns }) => [
      name,
      columns
        .map((column) => ({
          name: column.name,
          type: column.getSQLType(),
          required: column.notNull,
          hasDefault: column.hasDefault,
        }))
        .toSorted(byName),
    ]),
  );
}

async function migrated(): Promise<Record<string, readonly Column[]>> {
  const { rows } = await owner.query<Column & { table: string }>(`
    SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
      a.attnotnull AS required, a.atthasdef AS "hasDefault"
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`);
  const byTable = Map.groupBy(rows, (row) => row.table);
  return Object.fromEntries(
    [...byTable].map(([table, columns]) => [
      table,
      columns.map(({ name, type, required, hasDefault }) => ({ name, type, required, hasDefault })).toSorted(byName),
    ]),
  );
}

const byName = (a: Column, b: Column) => (a.name < b.name ? -1 : 1);

test('the drizzle schema says of tables and columns exactly what the migrations made', async () => {
  expect(declared()).toEqual(await migrated());
});
