import { conversationStore } from '@throughline/db/conversation-store.ts';
import { prepStore } from '@throughline/db/prep-store.ts';
import type { AppContext } from './context.ts';
import { sideOf } from './record-evidence.ts';
import { sealPrep } from './sealed-prep.ts';

/** Keeps one of the two people's preparation, sealed and for their eyes only until they reveal it. */
export async function savePrep(
  { db, clock, keyring }: Pick<AppContext, 'db' | 'clock' | 'keyring'>,
  {
    organizationId,
    conversationId,
    personId,
    text,
    reveal,
  }: { organizationId: string; conversationId: string; personId: string; text: string; reveal: boolean },
): Promise<{ readonly kind: 'saved' | 'not_found' }> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const conversation = await conversationStore(tx).byId(conversationId);
    if (conversation === null || sideOf({ conversation, personId }) === null) return { kind: 'not_found' };
    const body = sealPrep({ keyring, text, organizationId, conversationId, authorId: personId });
    await prepStore(tx).put({ conversationId, authorId: personId, body, reveal, now });
    return { kind: 'saved' };
  });
}
