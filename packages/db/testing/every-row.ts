import { is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import type { Database } from '../database.ts';
import * as tables from '../schema/tables.ts';

/** Every row of every table that an organisation can see, so that a test can say that nothing at all has changed. */
export function everyRow({
  db,
  organizationId,
}: {
  db: Database;
  organizationId: string;
}): Promise<Readonly<Record<string, readonly string[]>>> {
  const all = Object.entries(tables).flatMap(([name, table]) => (is(table, PgTable) ? [{ name, table }] : []));
  return db.inOrganization(organizationId, async (tx) => {
    const rows: Record<string, readonly string[]> = {};
    for (const { name, table } of all) {
      const found: readonly unknown[] = await tx.select().from(table);
      rows[name] = found.map((row) => JSON.stringify(row)).toSorted();
    }
    return rows;
  });
}
