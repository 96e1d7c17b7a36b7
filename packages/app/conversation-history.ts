import type { V1ConversationHistory } from '@throughline/contracts/v1/conversations.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import { isHistoryToldWithWorksCouncil } from '@throughline/domain/conversation/told-with-works-council.ts';
import type { AppContext } from './context.ts';
import { actorForOthers, isForOthers } from './history-for-others.ts';
import { historySentence } from './history-sentence.ts';
import { hasWorksCouncil, toldByPerson } from './told-by-person.ts';

/**
 * What became of a conversation as HR systems are told; null where the organisation has none of that id. Under a works
 * council's terms: that it was due, booked, moved, and not by whom.
 */
export async function conversationHistory(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, conversationId }: { organizationId: string; conversationId: string },
): Promise<V1ConversationHistory['results'] | null> {
  return db.inOrganization(organizationId, async (tx) => {
    const view = await conversationViewStore(tx).byId(conversationId);
    const isNarrow = await hasWorksCouncil({ tx, organizationId });
    if (view === null || (isNarrow && toldByPerson(view) === null)) return null;
    const names = { report: view.report.displayName, manager: view.manager?.displayName ?? 'the manager' };
    const entries = await conversationStore(tx).history(conversationId);
    const told = entries.filter(
      (entry) => isForOthers(entry) && (!isNarrow || isHistoryToldWithWorksCouncil(entry.kind)),
    );
    return told.map(({ at, kind, actor: who, details }) => {
      const actor = isNarrow && who === 'manager' ? 'report' : who;
      return {
        at: at.toString(),
        kind,
        actor: actorForOthers(actor),
        sentence: historySentence({ entry: { kind, actor, details: details as Record<string, never> }, names }),
      };
    });
  });
}
