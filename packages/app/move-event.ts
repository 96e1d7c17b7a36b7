import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore, type StoredEvent } from '@throughline/db/event-store.ts';
import { askedAfterMove } from '@throughline/domain/conversation/asked-after-move.ts';
import { moveTo } from '@throughline/domain/conversation/conversation.ts';
import type { Actor } from '@throughline/domain/conversation/history-entry.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { recordOf } from './observed-state.ts';

/**
 * Puts a standing event to another time: the same entry in both calendars, and one update of it to whoever is invited.
 * The conversation has to be locked. False when it cannot be moved any more.
 */
export async function moveEvent({
  tx,
  conversation,
  event,
  slot,
  actor,
  explanation,
  now,
}: {
  tx: Transaction;
  conversation: StoredConversation;
  event: StoredEvent;
  slot: Interval;
  actor: Actor;
  explanation: readonly string[];
  now: Temporal.Instant;
}): Promise<boolean> {
  const moved = moveTo({ conversation, slot, actor, now });
  if (moved.kind === 'refused') return false;
  const after = { ...moved.next, explanation };
  await conversationStore(tx).save({ before: conversation, after, history: moved.history, now });
  const draft = { ...event.draft, start: slot.start, end: slot.end };
  const stillAsked = askedAfterMove(recordOf(event).asked);
  await eventStore(tx).want({ id: event.id, draft, moved: { byUs: actor === 'throughline', stillAsked }, now });
  return true;
}
