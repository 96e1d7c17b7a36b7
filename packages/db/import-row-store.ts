import { and, eq, lt, sql } from 'drizzle-orm';
import type { ImportNote, ImportResult } from '@throughline/domain/people/import/import-counts.ts';
import type { CellError } from '@throughline/domain/people/import/stated-row.ts';
import { besidePosition, type ListPosition } from './beside-position.ts';
import { copiedColumns, namesOf } from './copied-column.ts';
import { thisOrganization, withCopiedRows, worthCopying } from './copy-rows.ts';
import type { Transaction } from './database.ts';
import { importRow, importRun, person } from './schema/tables.ts';

export type ImportRowOutcome = {
  readonly line: number | null;
  readonly result: ImportResult;
  readonly personId: string | null;
  readonly workEmail: string | null;
  readonly changes: readonly string[];
  readonly notes: readonly ImportNote[];
  readonly errors: readonly CellError[];
};

export type ImportRowView = ImportRowOutcome & {
  readonly id: string;
  /** As HR knows them; null where nobody is here. */
  readonly externalId: string | null;
  readonly displayName: string | null;
};

export type ImportRowFilter = { readonly result?: ImportResult; readonly note?: ImportNote };

const { uuid, integer, text, texts, json } = copiedColumns<ImportRowOutcome>();

const columnsOf = (importId: string) => [
  uuid('import_id', () => importId),
  integer('line', (row) => row.line),
  text('result', (row) => row.result),
  uuid('person_id', (row) => row.personId),
  text('work_email', (row) => row.workEmail),
  texts('changes', (row) => row.changes),
  texts('notes', (row) => row.notes),
  json('errors', (row) => row.errors),
];

/** What became, or would become, of each row of an import. */
export function importRowStore(tx: Transaction) {
  return {
    async replace({ importId, rows }: { importId: string; rows: readonly ImportRowOutcome[] }): Promise<void> {
      await tx.delete(importRow).where(eq(importRow.importId, importId));
      if (rows.length === 0) return;
      if (rows.length < worthCopying) {
        const values = rows.map((row) => ({ ...row, importId, changes: [...row.changes], notes: [...row.notes] }));
        await tx.insert(importRow).values(values);
        return;
      }
      const columns = columnsOf(importId);
      const names = namesOf(columns);
      await withCopiedRows({
        tx,
        name: 'row_outcome',
        like: 'import_row',
        columns,
        rows,
        work: () =>
          tx.execute(
            sql.raw(
              `INSERT INTO import_row (${names}, organization_id)
              SELECT ${names}, ${thisOrganization} FROM row_outcome ORDER BY ctid`,
            ),
          ),
      });
    },

    /** Up to `limit` by id on one side of a position, in order whichever side that is. */
    async page({
      importId,
      filter: { result, note },
      from,
      limit,
    }: {
      importId: string;
      filter: ImportRowFilter;
      from: ListPosition | null;
      limit: number;
    }): Promise<readonly ImportRowView[]> {
      const beside = besidePosition({ column: importRow.id, from });
      const rows = await tx
        .select({
          id: importRow.id,
          line: importRow.line,
          result: importRow.result,
          personId: importRow.personId,
          workEmail: sql<string | null>`coalesce(${person.workEmail}, ${importRow.workEmail})`,
          changes: importRow.changes,
          notes: importRow.notes,
          errors: importRow.errors,
          externalId: person.externalId,
          displayName: person.displayName,
        })
        .from(importRow)
        .leftJoin(person, eq(person.id, importRow.personId))
        .where(
          and(
            eq(importRow.importId, importId),
            result && eq(importRow.result, result),
            note && sql`${note} = ANY(${importRow.notes})`,
            beside.where,
          ),
        )
        .orderBy(beside.orderBy)
        .limit(limit);
      return beside.inOrder(rows);
    },

    /** Outcomes of imports that ended before; what they came to is kept with the import itself. */
    async forget({ before, dryRun }: { before: Temporal.Instant; dryRun: boolean }): Promise<number> {
      const { rowCount } = await tx.delete(importRow).where(
        sql`${importRow.importId} IN (${tx
          .select({ id: importRun.id })
          .from(importRun)
          .where(and(lt(importRun.endedAt, before), eq(importRun.dryRun, dryRun)))})`,
      );
      return rowCount ?? 0;
    },
  };
}
