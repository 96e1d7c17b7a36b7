import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore, type StoredEvent } from '@throughline/db/event-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { hasEnded } from '@throughline/domain/conversation/conversation.ts';
import type { Side } from '@throughline/domain/conversation/outcome.ts';
import { mayAnswer } from './may-answer.ts';
import { sideOf } from './record-evidence.ts';
import type { Picking } from './read-for-picking.ts';

/** What moves when one of the two says "we moved it": this conversation, or the next where this one has its outcome. */
export type AgreedMove = {
  readonly kind: 'movable';
  readonly side: Side;
  readonly conversation: StoredConversation;
  /** Null where a new one is to be made. */
  readonly event: StoredEvent | null;
};

/** `too_late` to say anything about it; `closed`: it took place, or there is nothing left to move. */
export type NotMovable = { readonly kind: 'not_found' | 'not_ended' | 'too_late' | 'closed' };

/** Locks what would move. */
export async function agreedMove({
  tx,
  picking: { conversationId, personId },
  now,
}: {
  tx: Transaction;
  picking: Picking;
  now: Temporal.Instant;
}): Promise<AgreedMove | NotMovable> {
  const conversations = conversationStore(tx);
  const asked = await conversations.lock(conversationId);
  const side = asked && sideOf({ conversation: asked, personId });
  if (!asked || !side) return { kind: 'not_found' };
  const policy = (await policyStore(tx).all()).find(({ id }) => id === asked.policyId);
  if (!policy) throw new Error(`There is no policy ${asked.policyId}`);
  const may = mayAnswer({ conversation: asked, policy, now });
  if (may !== 'yes') return { kind: may };
  if (asked.state === 'held') return { kind: 'closed' };

  const moves = asked.state === 'unconfirmed' ? await conversations.successorOf(asked.id) : asked;
  const conversation = moves && (await conversations.lock(moves.id));
  if (!conversation || sideOf({ conversation, personId }) !== side) return { kind: 'closed' };
  const isNext = conversation.id !== asked.id;
  if (isNext && conversation.state !== 'due' && conversation.state !== 'booked') return { kind: 'closed' };
  if (isNext && hasEnded({ conversation, now })) return { kind: 'closed' };
  const [event = null] = await eventStore(tx).wantedOf([conversation.id]);
  // An invitation is on its way just now; it can be moved once it is there.
  if (event && event.step !== 'invited') return { kind: 'closed' };
  return { kind: 'movable', side, conversation, event };
}
