import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import type { Proposals } from './propose-times.ts';

/**
 * Writes proposed times down for conversations that have none to pick from, and in their history that there are some;
 * why there are none stands with the reasons for having no date.
 */
export async function offerTimes({
  tx,
  proposals,
  now,
}: {
  tx: Transaction;
  proposals: Proposals;
  now: Temporal.Instant;
}): Promise<void> {
  const haveSome = await proposalStore(tx).havingOpen(proposals.map((one) => one.conversationId));
  const offered = proposals.flatMap(({ conversationId, times }) =>
    times.kind === 'times' && !haveSome.has(conversationId)
      ? [{ conversationId, slots: times.slots, expiresAt: times.until }]
      : [],
  );
  await proposalStore(tx).offer({ offered, now });
  await conversationStore(tx).addHistory(
    offered.map(({ conversationId, slots }) => ({
      conversationId,
      entry: {
        kind: 'times_proposed',
        at: now,
        actor: 'throughline',
        details: { slots: slots.map(({ start, end }) => ({ start: start.toString(), end: end.toString() })) },
      },
    })),
  );
}
