import { conversationStore, type ConversationChange } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { needsHelpWithMoves } from '@throughline/domain/conversation/keep-cadence.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';

/** A conversation its manager keeps moving gets, once, the remark that it could use help finding a time. */
export async function offerHelp({
  tx,
  policies,
  now,
}: {
  tx: Transaction;
  policies: readonly Policy[];
  now: Temporal.Instant;
}): Promise<readonly ConversationChange[]> {
  const conversations = conversationStore(tx);
  const moved = await conversations.movedByManagers();
  const remarked = await conversations.firstInHistory({ ids: moved.map(({ id }) => id), kind: 'help_offered' });
  return moved.flatMap((conversation) => {
    const policy = policies.find(({ id }) => id === conversation.policyId);
    const helpOffered = remarked.has(conversation.id);
    if (policy === undefined || !needsHelpWithMoves({ conversation, policy, helpOffered })) return [];
    const history = {
      kind: 'help_offered' as const,
      at: now,
      actor: 'throughline' as const,
      details: { moves: conversation.managerMoves },
    };
    return [{ before: conversation, after: conversation, history }];
  });
}
