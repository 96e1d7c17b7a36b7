import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';

/**
 * Whether a report may write a card for the manager of this conversation: as long as it is still to come, and the last
 * manager anybody knew of before was somebody else.
 */
export async function isHandoverOffered({
  tx,
  conversation,
}: {
  tx: Transaction;
  conversation: Pick<StoredConversation, 'state' | 'managerId' | 'previousId'>;
}): Promise<boolean> {
  const { state, managerId } = conversation;
  if (managerId === null || (state !== 'due' && state !== 'booked')) return false;
  let { previousId } = conversation;
  while (previousId !== null) {
    const previous = await conversationStore(tx).byId(previousId);
    if (previous === null) return false;
    if (previous.managerId !== null) return previous.managerId !== managerId;
    ({ previousId } = previous);
  }
  return false;
}
