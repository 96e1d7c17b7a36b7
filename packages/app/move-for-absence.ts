import { conversationStore } from '@throughline/db/conversation-store.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { unbook } from '@throughline/domain/conversation/conversation.ts';
import { planConversations } from '@throughline/domain/scheduling/plan.ts';
import type { LockedTrouble } from './mend-dates.ts';
import { moveEvent } from './move-event.ts';

const away = 'One of the two is away at the time it had.';

/**
 * Somebody will not be there: the event moves to the best time there is, and nobody is asked. Where there is none to
 * move to, it goes, and the conversation waits for a date like any other. False when neither is possible any more.
 */
export async function moveForAbsence({
  tx,
  conversation,
  event,
  manager,
  toPlan,
  now,
}: LockedTrouble): Promise<boolean> {
  const noticed = { kind: 'absence_noticed', at: now, actor: 'throughline', details: {} } as const;
  const [planned] = planConversations({ managers: [{ manager, conversations: [toPlan] }], now });
  if (planned?.kind === 'slot') {
    const { slot } = planned;
    const explanation = [away, ...planned.explanation];
    await conversationStore(tx).addHistory([{ conversationId: conversation.id, entry: noticed }]);
    return moveEvent({ tx, conversation, event, slot, actor: 'throughline', explanation, now });
  }
  const unbooked = unbook({ conversation, reason: 'absence', actor: 'throughline', now });
  if (unbooked.kind === 'refused') return false;
  const after = { ...unbooked.next, explanation: [away] };
  await conversationStore(tx).save({ before: conversation, after, history: unbooked.history, now });
  await eventStore(tx).wantCancelled({ conversationIds: [conversation.id], now });
  return true;
}
