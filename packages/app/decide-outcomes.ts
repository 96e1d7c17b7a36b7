import { conversationStore } from '@throughline/db/conversation-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { confirmationWindowEnd } from '@throughline/domain/conversation/outcome.ts';
import type { AppContext } from './context.ts';
import { decideConversation } from './decide-conversation.ts';
import { isServed } from './is-served.ts';
import { loadOutcomeCircumstances } from './outcome-circumstances.ts';
import { storeDecided } from './store-decided.ts';

/**
 * Decides every conversation whose confirmation window has closed, on what is known by then, and opens the next one.
 * Answers how many. Safe to run twice and by several at once.
 */
export async function decideOutcomes(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (organization === null || !isServed(organization)) return 0;
    const awaiting = await conversationStore(tx).inState('awaiting_confirmation');
    if (awaiting.length === 0) return 0;
    const policies = new Map((await policyStore(tx).all()).map((policy) => [policy.id, policy]));
    const over = awaiting.filter(({ endsAt, policyId }) => {
      const policy = policies.get(policyId);
      if (endsAt === null || policy === undefined) return false;
      return Temporal.Instant.compare(confirmationWindowEnd({ endsAt, policy }), now) <= 0;
    });
    if (over.length === 0) return 0;

    const evidence = await evidenceStore(tx).decisive(over.map(({ id }) => id));
    const circumstancesOf = await loadOutcomeCircumstances({ tx, organization, conversations: over, now });
    const decided = over.flatMap(
      (conversation) =>
        decideConversation({
          conversation,
          evidence: evidence.get(conversation.id) ?? [],
          circumstances: circumstancesOf(conversation),
          actor: 'throughline',
          now,
        }) ?? [],
    );
    return storeDecided({ tx, decided, now });
  });
}
