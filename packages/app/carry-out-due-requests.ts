import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { dueRequestStore } from '@throughline/db/due-request-store.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import { anotherDueDate, carryOut } from '@throughline/domain/conversation/due-request.ts';
import { isServed } from './is-served.ts';

/**
 * Carries out the due dates that were asked for, in the sweep and in the words in which leave moves them, so that nobody
 * can tell one from the other. Answers how many had an effect.
 */
export async function carryOutDueRequests({
  tx,
  organizationId,
  now,
}: {
  tx: Transaction;
  organizationId: string;
  now: Temporal.Instant;
}): Promise<number> {
  const requests = dueRequestStore(tx);
  const pending = await requests.pending();
  if (pending.length === 0) return 0;
  const organization = await organizationStore(tx).byId(organizationId);
  if (!organization || !isServed(organization)) return 0;
  const conversations = conversationStore(tx);
  let carriedOut = 0;
  for (const { id, conversationId, kind, dueOn, fromLeaveShift, fromEarlyRequest } of pending) {
    let conversation = await conversations.lock(conversationId);
    if (!conversation) throw new Error(`Due request ${id} has no conversation.`);
    const before = { leaveShift: fromLeaveShift, earlyRequest: fromEarlyRequest };
    const steps = carryOut({ conversation, request: { kind, dueOn, before }, now });
    for (const { next, history } of steps) {
      const isDueDate = history.kind === 'due_date_changed';
      const dueWhy = isDueDate ? [...conversation.dueWhy, anotherDueDate] : conversation.dueWhy;
      await conversations.save({ before: conversation, after: { ...next, dueWhy }, history, now });
      conversation = (await conversations.byId(conversationId)) ?? conversation;
    }
    if (kind === 'later' && steps.length > 0) {
      await eventStore(tx).wantCancelled({ conversationIds: [conversationId], now });
      await proposalStore(tx).withdraw({ conversationIds: [conversationId], because: 'ended', now });
    }
    await requests.markDone({ id, now });
    carriedOut += steps.length > 0 ? 1 : 0;
  }
  return carriedOut;
}
