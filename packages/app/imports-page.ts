import { importStore, type StoredImport } from '@throughline/db/import-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import type { AppContext } from './context.ts';

const importsShown = 20;

export type NamedImport = StoredImport & {
  /** Of people; of keys and the command line there is none. */
  readonly createdByName: string | null;
  readonly approvedByName: string | null;
};

/** The latest imports, with whoever sent and approved them by name. */
export async function importsPage(
  { db }: Pick<AppContext, 'db'>,
  { organizationId }: { organizationId: string },
): Promise<readonly NamedImport[]> {
  return db.inOrganization(organizationId, async (tx) =>
    withNames({ tx, runs: await importStore(tx).latest({ limit: importsShown }) }),
  );
}

/** One of them, however long ago it was. */
export async function importOnPage(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, importId }: { organizationId: string; importId: string },
): Promise<NamedImport | null> {
  return db.inOrganization(organizationId, async (tx) => {
    const run = await importStore(tx).byId(importId);
    const [found] = run === null ? [] : await withNames({ tx, runs: [run] });
    return found ?? null;
  });
}

async function withNames({
  tx,
  runs,
}: {
  tx: Transaction;
  runs: readonly StoredImport[];
}): Promise<readonly NamedImport[]> {
  const ids = runs.flatMap((run) => [
    run.createdByKind === 'person' ? run.createdById : null,
    run.approvedByKind === 'person' ? run.approvedById : null,
  ]);
  const people = await peopleStore(tx).byIds([...new Set(ids.flatMap((id) => id ?? []))]);
  const names = new Map<string | null, string>(people.map(({ id, displayName }) => [id, displayName]));
  return runs.map((run) => ({
    ...run,
    createdByName: names.get(run.createdById) ?? null,
    approvedByName: names.get(run.approvedById) ?? null,
  }));
}
