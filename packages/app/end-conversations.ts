import { conversationStore } from '@throughline/db/conversation-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { end } from '@throughline/domain/conversation/conversation.ts';
import type { AppContext } from './context.ts';
import { isServed } from './is-served.ts';

/** Booked conversations whose end has passed now wait to hear whether they took place. Answers how many. */
export async function endConversations(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null || !isServed(organization)) return 0;
    const conversations = conversationStore(tx);
    const changes = (await conversations.ended({ now })).flatMap((before) => {
      const ended = end({ conversation: before, now });
      return ended.kind === 'changed' ? [{ before, after: ended.next, history: ended.history }] : [];
    });
    return (await conversations.saveAll({ changes, now })).size;
  });
}
