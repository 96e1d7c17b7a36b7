import { conversationStore } from '@throughline/db/conversation-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { needsHelpWithMoves } from '@throughline/domain/conversation/keep-cadence.ts';
import type { AppContext } from './context.ts';
import { isServed } from './is-served.ts';

/**
 * Notices what slips: a conversation its manager keeps moving gets, once, the remark that it could use help finding a
 * time. What lost its date or its outcome is due again by its own transition and is planned like any other, with full
 * lead time. Answers how many remarks were new.
 */
export async function keepCadence(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null || !isServed(organization)) return 0;
    const conversations = conversationStore(tx);
    const moved = await conversations.movedByManagers();
    if (moved.length === 0) return 0;
    const policies = new Map((await policyStore(tx).all()).map((policy) => [policy.id, policy]));
    const remarked = await conversations.firstInHistory({ ids: moved.map(({ id }) => id), kind: 'help_offered' });
    const changes = moved.flatMap((conversation) => {
      const policy = policies.get(conversation.policyId);
      const helpOffered = remarked.has(conversation.id);
      if (policy === undefined || !needsHelpWithMoves({ conversation, policy, helpOffered })) return [];
      const history = {
        kind: 'help_offered' as const,
        at: now,
        actor: 'throughline' as const,
        details: { moves: conversation.managerMoves },
      };
      return [{ before: conversation, after: conversation, history }];
    });
    return (await conversations.saveAll({ changes, now })).size;
  });
}
