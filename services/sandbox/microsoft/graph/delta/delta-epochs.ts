import { randomUUID } from 'node:crypto';
import type { Journal } from '../../../core/state/journal.ts';
import { openTable } from '../../../core/state/table.ts';

/** Delta tokens of an epoch other than their mailbox's present one are no longer known. */
export type DeltaEpochs = {
  readonly of: (account: string) => string;
  /** Ends the epoch of one mailbox, or of all. */
  readonly invalidate: (account: string | null) => void;
};

export function openDeltaEpochs({ journal }: { journal: Journal }): DeltaEpochs {
  const table = openTable<string>({ name: 'microsoft-delta-epochs', journal });
  return {
    of: (account) => `${table.get('*') ?? ''}/${table.get(account) ?? ''}`,
    invalidate: (account) => table.set(account ?? '*', randomUUID().slice(0, 8)),
  };
}
