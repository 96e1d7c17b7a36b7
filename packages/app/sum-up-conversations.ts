import { conversationSummaryStore } from '@throughline/db/conversation-summary-store.ts';
import type { AppContext } from './context.ts';

/** Sums up the conversations of everybody whose changed since, so that counting reads one row for each. Answers how many. */
export function sumUpConversations(
  { db }: Pick<AppContext, 'db'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  return db.inOrganization(organizationId, (tx) => conversationSummaryStore(tx).sumUp());
}
