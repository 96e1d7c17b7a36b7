import { importRowStore, type ImportRowFilter } from '@throughline/db/import-row-store.ts';
import { importStore } from '@throughline/db/import-store.ts';
import type { ListPosition } from '@throughline/db/beside-position.ts';
import { csvTable } from '@throughline/documents/csv-table.ts';
import type { AppContext } from './context.ts';

const headings = ['line', 'result', 'remote_id', 'work_email', 'display_full_name', 'changes', 'notes', 'errors'];
const rowsAtOnce = 5_000;

/** What became of each row, for a spreadsheet; null where there is no such import. */
export async function exportImportRows(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, importId, filter }: { organizationId: string; importId: string; filter: ImportRowFilter },
): Promise<string | null> {
  return db.inOrganization(organizationId, async (tx) => {
    if ((await importStore(tx).byId(importId)) === null) return null;
    const rows: (readonly (string | null)[])[] = [];
    let from: ListPosition | null = null;
    for (;;) {
      const page = await importRowStore(tx).page({ importId, filter, from, limit: rowsAtOnce });
      rows.push(
        ...page.map((row) => [
          row.line === null ? null : String(row.line),
          row.result,
          row.externalId,
          row.workEmail,
          row.displayName,
          row.changes.join(' '),
          row.notes.join(' '),
          row.errors.map(({ column, detail }) => `${column} ${detail}`.trim()).join('; '),
        ]),
      );
      const last = page.at(-1);
      if (last === undefined || page.length < rowsAtOnce) break;
      from = { side: 'after', id: last.id };
    }
    // A mark at its head, by which spreadsheets know UTF-8.
    return `\uFEFF${csvTable({ header: headings, rows })}`;
  });
}
