import type { Transaction } from '@throughline/db/database.ts';
import { proposalStore, type NewProposal } from '@throughline/db/proposal-store.ts';
import type { Proposals } from './propose-times.ts';

/** Writes proposed times down for conversations that have none to pick from; answers with those that were new. */
export async function offerTimes({
  tx,
  proposals,
  now,
}: {
  tx: Transaction;
  proposals: Proposals;
  now: Temporal.Instant;
}): Promise<readonly NewProposal[]> {
  const haveSome = await proposalStore(tx).havingOpen(proposals.map((one) => one.conversationId));
  const offered = proposals.flatMap(({ conversationId, times }) =>
    times.kind === 'times' && !haveSome.has(conversationId)
      ? [{ conversationId, slots: times.slots, expiresAt: times.until }]
      : [],
  );
  await proposalStore(tx).offer({ offered, now });
  return offered;
}
