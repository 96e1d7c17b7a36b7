import { conversationStore } from '@throughline/db/conversation-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { actOnEvidence } from './act-on-evidence.ts';
import type { AppContext } from './context.ts';

/**
 * Keeps that the two were in the call together for long enough, and nothing else of it. It decides at the end of the
 * confirmation window, whoever has answered what by then; until that nobody is shown it. Where the manager's own word
 * had decided already, it changes that as a late answer does. False when it was known, or makes no difference any more.
 */
export async function recordFloorReached(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, conversationId }: { organizationId: string; conversationId: string },
): Promise<boolean> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    const conversation = await conversationStore(tx).lock(conversationId);
    if (organization === null || !organization.attendance || conversation === null) return false;
    const { state } = conversation;
    if (state !== 'awaiting_confirmation' && state !== 'unconfirmed') return false;
    const isNew = await evidenceStore(tx).addFloorReached({ conversationId, at: now });
    if (isNew && state === 'unconfirmed') {
      await actOnEvidence({ tx, organization, conversation, actor: 'throughline', now });
    }
    return isNew;
  });
}
