import type { ConversationView } from '@throughline/db/conversation-view-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { isStateToldWithWorksCouncil } from '@throughline/domain/conversation/told-with-works-council.ts';

/** Whether a works council's terms hold, under which an API client is told little of single people. */
export async function hasWorksCouncil({
  tx,
  organizationId,
}: {
  tx: Transaction;
  organizationId: string;
}): Promise<boolean> {
  return (await organizationStore(tx).byId(organizationId))?.worksCouncil ?? false;
}

/** A conversation as an API client is told of it under those terms; null where it is told nothing. */
export function toldByPerson(view: ConversationView): ConversationView | null {
  if (!isStateToldWithWorksCouncil(view.state)) return null;
  return { ...view, waitingFor: null, calendar: null, heldOn: null, grade: null };
}
