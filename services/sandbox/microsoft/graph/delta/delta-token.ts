import { z } from 'zod';
import { badRequest, GraphError } from '../graph-error.ts';
import type { DeltaEpochs } from './delta-epochs.ts';

/** What a token remembers: the window of the first call, for good, and how far the caller has come. */
const deltaState = z.object({
  epoch: z.string(),
  account: z.string(),
  from: z.number(),
  until: z.number(),
  /** The calendars' version at the end of the round before; null in the first. */
  since: z.int().nullable(),
  /** The calendars' version when this round began; the next round starts there. */
  version: z.int(),
  /** The place of the last entry given in this round, so that changes between two pages lose nothing. */
  after: z.object({ order: z.number(), id: z.string() }).nullable(),
  /** When it was written, by the sandbox's clock, in milliseconds. */
  writtenAt: z.number(),
});

export type DeltaState = z.infer<typeof deltaState>;

/** Microsoft keeps no promise how long; a month without a call is too long here. */
const lifetime = 30 * 24 * 60 * 60 * 1000;

export function writeDeltaToken(state: DeltaState): string {
  return Buffer.from(JSON.stringify(state)).toString('base64url');
}

/** @throws GraphError 410 `SyncStateNotFound` when the token's time is over, 400 when it never was one */
export function readDeltaToken({
  token,
  account,
  epochs,
  now,
}: {
  token: string;
  account: string;
  epochs: DeltaEpochs;
  now: number;
}): DeltaState {
  let state: DeltaState;
  try {
    state = deltaState.parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
  } catch {
    throw badRequest('Badly formed token.');
  }
  const isKnown = state.account === account && state.epoch === epochs.of(account);
  if (isKnown && now - state.writtenAt <= lifetime) return state;
  throw new GraphError({
    status: 410,
    code: 'SyncStateNotFound',
    message: 'The sync state generation is not found; generation=1. Please restart with a new synchronization.',
  });
}
