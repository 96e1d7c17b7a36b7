import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { Database } from '@throughline/db/database.ts';
import { uuid } from '@throughline/db/testing/rows.ts';
import type { Conversation } from '@throughline/domain/conversation/conversation.ts';
import { aConversation } from '@throughline/domain/testing/builders.ts';
import type { Company } from './a-company.ts';

export type GivenConversation = Partial<Conversation> & Pick<Conversation, 'reportId'>;

/** Stores conversations of a company as they stand, without the steps that led there. */
export async function storeConversations({
  db,
  company: { organization, policy, managerOf },
  given,
}: {
  db: Database;
  company: Company;
  given: readonly GivenConversation[];
}): Promise<void> {
  await db.inOrganization(organization.id, async (tx) => {
    const opened = given.map((one) => {
      const conversation = aConversation({
        id: uuid(),
        policyId: policy.id,
        managerId: managerOf.get(one.reportId) ?? null,
        ...one,
      });
      const history = { kind: 'opened', actor: 'throughline', at: conversation.openedAt, details: {} } as const;
      return { conversation, previousId: null, dueWhy: [], history };
    });
    await conversationStore(tx).openAll({ opened, now: organization.createdAt });
  });
}
