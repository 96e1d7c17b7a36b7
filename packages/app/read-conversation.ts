import { conversationViewStore, type ConversationView } from '@throughline/db/conversation-view-store.ts';
import type { AppContext } from './context.ts';
import { hasWorksCouncil, toldByPerson } from './told-by-person.ts';

/** One conversation as an HR system may know it; null where the organisation has none of that id that it may. */
export async function readConversation(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, conversationId }: { organizationId: string; conversationId: string },
): Promise<ConversationView | null> {
  return db.inOrganization(organizationId, async (tx) => {
    const view = await conversationViewStore(tx).byId(conversationId);
    return view && (await hasWorksCouncil({ tx, organizationId })) ? toldByPerson(view) : view;
  });
}
