import { importStore, type NewImport } from '@throughline/db/import-store.ts';
import type { ReadRow } from '@throughline/domain/people/import/stated-row.ts';
import type { AppContext } from './context.ts';
import { inOneTransaction } from './in-one-transaction.ts';

export type ImportActor = { readonly kind: 'person' | 'api_key'; readonly id: string } | { readonly kind: 'operator' };

/** Keeps rows that were read until the worker has looked at them; answers which import they are. */
export async function submitImport(
  context: Pick<AppContext, 'db' | 'clock' | 'queue'>,
  {
    organizationId,
    actor,
    rows,
    ...given
  }: {
    organizationId: string;
    actor: ImportActor;
    rows: readonly ReadRow[];
  } & Pick<NewImport, 'source' | 'system' | 'dryRun' | 'everybody' | 'hold' | 'columns'>,
): Promise<string> {
  const now = context.clock.now();
  return inOneTransaction(context, {
    organizationId,
    work: async (joined, tx) => {
      const created = { createdByKind: actor.kind, createdById: 'id' in actor ? actor.id : null };
      const id = await importStore(tx).add({ given: { ...given, ...created, rowCount: rows.length }, rows, now });
      await joined.queue.wake({ name: 'run-sweep', sweep: 'carry-out-imports', organizationId });
      return id;
    },
  });
}
