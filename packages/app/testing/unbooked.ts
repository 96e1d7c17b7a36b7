import type { conversationStore } from '@throughline/db/conversation-store.ts';
import { unbook } from '@throughline/domain/conversation/conversation.ts';

/** The report declines; `version` is the one seen, where it is not the newest. */
export async function unbooked({
  conversations,
  conversationId,
  version,
  now,
}: {
  conversations: ReturnType<typeof conversationStore>;
  conversationId: string;
  version?: number;
  now: Temporal.Instant;
}) {
  const before = await conversations.byId(conversationId);
  const next = before && unbook({ conversation: before, reason: 'declined', actor: 'report', now });
  if (before === null || next?.kind !== 'changed') throw new Error('It cannot be unbooked');
  const seen = version === undefined ? before : { ...before, version };
  await conversations.save({ before: seen, after: next.next, history: next.history, now });
}
