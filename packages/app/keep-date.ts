import { conversationStore } from '@throughline/db/conversation-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import type { AppContext } from './context.ts';
import { standingOf, type NotPickable, type Picking } from './read-for-picking.ts';
import { sideOf } from './record-evidence.ts';

export type KeptDate = { readonly kind: 'kept' } | NotPickable;

/** "It stays where it is", said by whoever was asked about a date. Saying it twice changes nothing. */
export function keepDate(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, conversationId, personId }: Picking,
): Promise<KeptDate> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx): Promise<KeptDate> => {
    const conversation = await conversationStore(tx).lock(conversationId);
    const side = conversation && sideOf({ conversation, personId });
    if (!conversation || !side) return { kind: 'not_found' };
    const standing = await standingOf({ tx, conversation, personId, now });
    if (standing.kind !== 'open') return standing;
    if (standing.event === null) return { kind: 'closed' };
    await proposalStore(tx).settle({ id: standing.proposal.id, because: 'kept', now });
    const entry = { kind: 'date_kept', at: now, actor: side, details: {} } as const;
    await conversationStore(tx).addHistory([{ conversationId, entry }]);
    return { kind: 'kept' };
  });
}
