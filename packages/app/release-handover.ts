import { conversationStore } from '@throughline/db/conversation-store.ts';
import { handoverStore } from '@throughline/db/handover-store.ts';
import type { AppContext } from './context.ts';
import { isHandoverOffered } from './is-handover-offered.ts';
import { openHandover } from './sealed-handover.ts';

type Asked = { readonly organizationId: string; readonly conversationId: string; readonly personId: string };

/** The report lets the manager it was written for read the card; while nothing stands on it there is nothing to release. */
export async function releaseHandover(
  { db, clock, keyring }: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  { organizationId, conversationId, personId }: Asked,
): Promise<'released' | 'not_found' | 'nothing_written'> {
  return db.inOrganization(organizationId, async (tx) => {
    const conversation = await conversationStore(tx).lock(conversationId);
    if (conversation === null || conversation.reportId !== personId) return 'not_found';
    if (!(await isHandoverOffered({ tx, conversation }))) return 'not_found';
    const handover = await handoverStore(tx).ofConversation(conversationId);
    const words = handover && Object.values(openHandover({ keyring, organizationId, handover }));
    if (!words || words.every((text) => text.trim() === '')) return 'nothing_written';
    await handoverStore(tx).setReleased({ conversationId, authorId: personId, releasedAt: clock.now() });
    return 'released';
  });
}

/** Nobody but the report can read it any more, however long ago it was released. */
export async function withdrawHandover(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, conversationId, personId }: Asked,
): Promise<'withdrawn' | 'not_found'> {
  const isTheirs = await db.inOrganization(organizationId, (tx) =>
    handoverStore(tx).setReleased({ conversationId, authorId: personId, releasedAt: null }),
  );
  return isTheirs ? 'withdrawn' : 'not_found';
}
