import { and, eq, lt, sql } from 'drizzle-orm';
import type { ImportNote, ImportResult } from '@throughline/domain/people/import/import-counts.ts';
import type { CellError } from '@throughline/domain/people/import/stated-row.ts';
import { besidePosition, type ListPosition } from './beside-position.ts';
import { arrayText, thisOrganization, withCopiedRows, worthCopying } from './copy-rows.ts';
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

const columns = ['import_id', 'line', 'result', 'person_id', 'work_email', 'changes', 'notes', 'errors'] as const;

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
      await withCopiedRows({
        tx,
        name: 'row_outcome',
        like: 'import_row',
        columns,
        rows,
        valuesOf: (row) => [
          importId,
          row.line === null ? null : String(row.line),
          row.result,
          row.personId,
          row.workEmail,
          arrayText(row.changes),
          arrayText(row.notes),
          JSON.stringify(row.errors),
        ],
        work: () =>
          tx.execute(
            sql.raw(
              `INSERT INTO import_row (${columns.join(', ')}, organization_id)
              SELECT ${columns.join(', ')}, ${thisOrganization} FROM row_outcome ORDER BY ctid`,
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
