import type { Transaction } from '@throughline/db/database.ts';
import { importStore, type StoredImport } from '@throughline/db/import-store.ts';

/** An import nobody takes further: its rows go at once. */
export async function endWaitingImport({
  tx,
  id,
  because,
  now,
}: {
  tx: Transaction;
  id: string;
  because: NonNullable<StoredImport['endedBecause']>;
  now: Temporal.Instant;
}): Promise<void> {
  const store = importStore(tx);
  await store.set({ id, change: { state: 'withdrawn', endedBecause: because, endedAt: now }, now });
  await store.dropRows(id);
}
