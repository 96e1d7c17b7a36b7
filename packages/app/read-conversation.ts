import { conversationViewStore, type ConversationView } from '@throughline/db/conversation-view-store.ts';
import type { AppContext } from './context.ts';

/** One conversation as everyone but the report may know it; null where the organisation has none of that id. */
export async function readConversation(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, conversationId }: { organizationId: string; conversationId: string },
): Promise<ConversationView | null> {
  return db.inOrganization(organizationId, (tx) => conversationViewStore(tx).byId(conversationId));
}
