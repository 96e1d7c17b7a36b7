import { importRowStore, type ImportRowFilter, type ImportRowView } from '@throughline/db/import-row-store.ts';
import { importStore, type StoredImport } from '@throughline/db/import-store.ts';
import type { AppContext } from './context.ts';
import { listPage, type ListPage } from './list-page.ts';

type Page = { readonly organizationId: string; readonly cursor: string | null; readonly pageSize: number };

/** One page of what was ever imported. */
export async function listImports(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, cursor, pageSize }: Page,
): Promise<ListPage<StoredImport>> {
  return db.inOrganization(organizationId, (tx) =>
    listPage({
      organizationId,
      list: 'imports',
      cursor,
      pageSize,
      read: (from, limit) => importStore(tx).page({ from, limit }),
    }),
  );
}

export async function readImport(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, importId }: { organizationId: string; importId: string },
): Promise<StoredImport | null> {
  return db.inOrganization(organizationId, (tx) => importStore(tx).byId(importId));
}

/** One page of what became of each row. */
export async function listImportRows(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, cursor, pageSize, importId, filter }: Page & { importId: string; filter: ImportRowFilter },
): Promise<ListPage<ImportRowView>> {
  return db.inOrganization(organizationId, async (tx) => {
    if ((await importStore(tx).byId(importId)) === null) return { kind: 'not_found' };
    return listPage({
      organizationId,
      list: `rows of ${importId}`,
      cursor,
      pageSize,
      read: (from, limit) => importRowStore(tx).page({ importId, filter, from, limit }),
    });
  });
}
