import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Journal } from '../../core/state/journal.ts';
import { openTable } from '../../core/state/table.ts';
import { fullSyncRequired, invalidParameter } from '../google-error.ts';

/** What a sync token remembers of the list it came from: later lists must be of the same kind. */
const syncState = z.object({
  epoch: z.string(),
  account: z.string(),
  version: z.int(),
  singleEvents: z.boolean(),
  eventTypes: z.string(),
  /** The window of the first list, which keeps holding for series expanded into instances. */
  from: z.number().nullable(),
  until: z.number().nullable(),
});

export type SyncState = z.infer<typeof syncState>;

export function writeSyncToken(state: SyncState): string {
  return Buffer.from(JSON.stringify(state)).toString('base64url');
}

/** @throws GoogleError 410 when the token's time is over, 400 when it never was one of this calendar's */
export function readSyncToken({
  token,
  account,
  epochs,
}: {
  token: string;
  account: string;
  epochs: SyncEpochs;
}): SyncState {
  let state: SyncState;
  try {
    state = syncState.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
  } catch {
    throw invalidParameter({ name: 'syncToken', message: 'Invalid sync token value.' });
  }
  if (state.account !== account || state.epoch !== epochs.of(account)) throw fullSyncRequired();
  return state;
}

/** Tokens of an epoch other than their calendar's present one are no longer valid. */
export type SyncEpochs = {
  readonly of: (account: string) => string;
  /** Ends the epoch of one account's calendar, or of all. */
  readonly invalidate: (account: string | null) => void;
};

export function openSyncEpochs({ journal }: { journal: Journal }): SyncEpochs {
  const table = openTable<string>({ name: 'google-sync-epochs', journal });
  return {
    of: (account) => `${table.get('*') ?? ''}/${table.get(account) ?? ''}`,
    invalidate: (account) => table.set(account ?? '*', randomUUID().slice(0, 8)),
  };
}
