import type { StoredConversation } from '@throughline/db/conversation-store.ts';

/** From the invitation to the start. */
export function mayChangeAgenda({
  conversation: { state, startsAt },
  now,
}: {
  conversation: Pick<StoredConversation, 'state' | 'startsAt'>;
  now: Temporal.Instant;
}): boolean {
  return state === 'booked' && startsAt !== null && Temporal.Instant.compare(now, startsAt) < 0;
}
