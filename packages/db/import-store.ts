import { and, asc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { ReadRow } from '@throughline/domain/people/import/stated-row.ts';
import { besidePosition, type ListPosition } from './beside-position.ts';
import type { Transaction } from './database.ts';
import { importPart, importRun } from './schema/tables.ts';

export type StoredImport = Omit<typeof importRun.$inferSelect, 'organizationId'>;
export type ImportState = StoredImport['state'];
export type NewImport = Pick<
  StoredImport,
  'source' | 'system' | 'dryRun' | 'everybody' | 'hold' | 'columns' | 'rowCount' | 'createdByKind' | 'createdById'
>;

/** So many rows are one piece of what waits. */
const rowsInPart = 1_000;

export function importStore(tx: Transaction) {
  return {
    async add({
      given,
      rows,
      now,
    }: {
      given: NewImport;
      rows: readonly ReadRow[];
      now: Temporal.Instant;
    }): Promise<string> {
      const [added] = await tx
        .insert(importRun)
        .values({ ...given, state: 'checking', rowsDone: 0, attempts: 0, createdAt: now, updatedAt: now })
        .returning({ id: importRun.id });
      if (added === undefined) throw new Error('An import was not stored');
      for (let from = 0; from < rows.length; from += rowsInPart) {
        const part = rows.slice(from, from + rowsInPart);
        await tx.insert(importPart).values({ importId: added.id, number: from / rowsInPart, rows: part });
      }
      return added.id;
    },

    async byId(id: string): Promise<StoredImport | null> {
      const [row] = await tx.select().from(importRun).where(eq(importRun.id, id));
      return row ?? null;
    },

    /** Until this transaction ends nobody else acts on it. */
    async locked(id: string): Promise<StoredImport | null> {
      const [row] = await tx.select().from(importRun).where(eq(importRun.id, id)).for('update');
      return row ?? null;
    },

    /** Up to `limit` by id on one side of a position, in order whichever side that is. */
    async page({ from, limit }: { from: ListPosition | null; limit: number }): Promise<readonly StoredImport[]> {
      const beside = besidePosition({ column: importRun.id, from });
      const rows = await tx.select().from(importRun).where(beside.where).orderBy(beside.orderBy).limit(limit);
      return beside.inOrder(rows);
    },

    latest: ({ limit }: { limit: number }): Promise<readonly StoredImport[]> =>
      tx
        .select()
        .from(importRun)
        .orderBy(sql`${importRun.id} DESC`)
        .limit(limit),

    /** What the worker has to take further, the oldest first. */
    async toCarryOut(): Promise<readonly string[]> {
      const rows = await tx
        .select({ id: importRun.id })
        .from(importRun)
        .where(and(isNull(importRun.endedAt), sql`${importRun.state} <> 'waiting_for_approval'`))
        .orderBy(asc(importRun.id));
      return rows.map(({ id }) => id);
    },

    async rowsOf(id: string): Promise<readonly ReadRow[]> {
      const parts = await tx
        .select({ rows: importPart.rows })
        .from(importPart)
        .where(eq(importPart.importId, id))
        .orderBy(asc(importPart.number));
      return parts.flatMap(({ rows }) => rows);
    },

    async set({
      id,
      change,
      now,
    }: {
      id: string;
      change: Partial<Omit<StoredImport, 'id' | 'createdAt'>>;
      now: Temporal.Instant;
    }): Promise<void> {
      await tx
        .update(importRun)
        .set({ ...change, updatedAt: now })
        .where(eq(importRun.id, id));
    },

    /** What waited is needed no more. */
    async dropRows(id: string): Promise<void> {
      await tx.delete(importPart).where(eq(importPart.importId, id));
    },

    /** Those that wait for an answer and began before that moment, or before that import. */
    async waiting({
      before,
      olderThan,
    }: {
      before?: string;
      olderThan?: Temporal.Instant;
    }): Promise<readonly string[]> {
      const rows = await tx
        .select({ id: importRun.id })
        .from(importRun)
        .where(
          and(
            eq(importRun.state, 'waiting_for_approval'),
            before === undefined ? undefined : lt(importRun.id, before),
            olderThan && lt(importRun.createdAt, olderThan),
          ),
        );
      return rows.map(({ id }) => id);
    },

    /** Whether one that began later has been taken in: this one would put old news over new. */
    async isOvertaken(id: string): Promise<boolean> {
      const { rows } = await tx.execute(
        sql`SELECT FROM import WHERE id > ${id} AND state = 'completed' AND NOT dry_run AND everybody LIMIT 1`,
      );
      return rows.length > 0;
    },
  };
}
