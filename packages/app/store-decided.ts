import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import type { DecidedConversation } from './decide-conversation.ts';

/** Answers how many were stored; what somebody else changed meanwhile is left as they left it. */
export async function storeDecided({
  tx,
  decided,
  now,
}: {
  tx: Transaction;
  decided: readonly DecidedConversation[];
  now: Temporal.Instant;
}): Promise<number> {
  const conversations = conversationStore(tx);
  const saved = await conversations.saveAll({
    changes: decided.map(({ before, decided: { next, history } }) => ({ before, after: next, history })),
    now,
  });
  await conversations.openAll({
    opened: decided
      .filter(({ before }) => saved.has(before.id))
      .map(({ before, successor: { next, history }, dueWhy }) => ({
        conversation: next,
        previousId: before.id,
        dueWhy,
        history,
      })),
    now,
  });
  return saved.size;
}
