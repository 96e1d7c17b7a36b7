import type { HandoverCard } from '@throughline/contracts/pages/handover.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { handoverStore } from '@throughline/db/handover-store.ts';
import type { AppContext } from './context.ts';
import { isHandoverOffered } from './is-handover-offered.ts';
import { sealHandover } from './sealed-handover.ts';

/** Keeps the report's words for a new manager, sealed. Nobody else can read them before they are released. */
export async function saveHandover(
  { db, clock, keyring }: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  {
    organizationId,
    conversationId,
    personId,
    card,
  }: { organizationId: string; conversationId: string; personId: string; card: HandoverCard },
): Promise<'saved' | 'not_found'> {
  return db.inOrganization(organizationId, async (tx) => {
    const conversation = await conversationStore(tx).lock(conversationId);
    if (conversation === null || conversation.reportId !== personId) return 'not_found';
    const { managerId: readerId } = conversation;
    if (readerId === null || !(await isHandoverOffered({ tx, conversation }))) return 'not_found';
    const place = { conversationId, authorId: personId, readerId };
    const body = sealHandover({ keyring, card, organizationId, ...place });
    await handoverStore(tx).put({ ...place, body, releasedAt: null, now: clock.now() });
    return 'saved';
  });
}
