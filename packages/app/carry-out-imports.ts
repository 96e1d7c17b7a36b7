import { importRowStore } from '@throughline/db/import-row-store.ts';
import { importStore } from '@throughline/db/import-store.ts';
import { carryOutImport } from './carry-out-import.ts';
import type { AppContext } from './context.ts';
import { endWaitingImport } from './end-import.ts';

/** So long an import waits for an answer, and what a dry run found is shown. Organisation time. */
const waitsFor = { hours: 7 * 24 } as const;
/** So long it can be looked up what became of each row. */
const rowsKeptFor = { hours: 30 * 24 } as const;

/** Takes imports further in the order in which they came, and forgets what nobody answered. Answers how many moved. */
export async function carryOutImports(
  context: Pick<AppContext, 'db' | 'clock' | 'queue'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const now = context.clock.now();
  const { ids, expired } = await context.db.inOrganization(organizationId, async (tx) => {
    const store = importStore(tx);
    const old = await store.waiting({ olderThan: now.subtract(waitsFor) });
    for (const id of old) await endWaitingImport({ tx, id, because: 'expired', now });
    await importRowStore(tx).forget({ before: now.subtract(waitsFor), dryRun: true });
    await importRowStore(tx).forget({ before: now.subtract(rowsKeptFor), dryRun: false });
    return { ids: await store.toCarryOut(), expired: old.length };
  });
  let moved = expired;
  for (const importId of ids) if ((await carryOutImport(context, { organizationId, importId })) !== null) moved += 1;
  return moved;
}
