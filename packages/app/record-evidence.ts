import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { isDenial, type AnswerKind, type Side } from '@throughline/domain/conversation/outcome.ts';
import { actOnEvidence } from './act-on-evidence.ts';
import { mayAnswer } from './may-answer.ts';
import { mayTellPulse } from './may-tell-pulse.ts';
import type { AppContext } from './context.ts';

export type RecordedEvidence =
  | { readonly kind: 'recorded'; readonly side: Side; readonly answer: AnswerKind; readonly mayTellPulse: boolean }
  /** Not this person's conversation, or none at all: the two read the same. */
  | { readonly kind: 'not_found' }
  | { readonly kind: 'not_ended' }
  | { readonly kind: 'too_late' };

/**
 * Takes one of the two people's answer to "did it happen?". The latest of each counts, and saying the same again changes
 * nothing. A confirmation by the report acts at once, and so do the manager's own "it did not happen" and "it was part of
 * our 1:1". Either of these two, said by the report, is written down and nothing else: not the conversation, not its
 * history, no mail, at no other moment than silence would.
 */
export async function recordEvidence(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    conversationId,
    personId,
    answer,
  }: { organizationId: string; conversationId: string; personId: string; answer: AnswerKind },
): Promise<RecordedEvidence> {
  const now = clock.now();
  return db.inOrganization(organizationId, async (tx) => {
    const conversation = await conversationStore(tx).lock(conversationId);
    const side = conversation && sideOf({ conversation, personId });
    if (conversation === null || side === null) return { kind: 'not_found' };
    const may = await answering({ tx, conversation, now });
    if (may !== 'yes') return { kind: may };

    const given = { side, kind: answer, at: now };
    const isNew = await evidenceStore(tx).add({ conversationId, answer: given });
    if (isNew && !isDenial(given)) {
      const organization = await organizationStore(tx).byId(organizationId);
      if (organization === null) throw new Error(`There is no organisation ${organizationId}`);
      await actOnEvidence({ tx, organization, conversation, actor: side, now });
    }
    const told = await mayTellPulse({ tx, organizationId, conversationId, side, answer });
    return { kind: 'recorded', side, answer, mayTellPulse: told };
  });
}

export function sideOf({
  conversation,
  personId,
}: {
  conversation: Pick<StoredConversation, 'reportId' | 'managerId'>;
  personId: string;
}): Side | null {
  if (conversation.reportId === personId) return 'report';
  return conversation.managerId === personId ? 'manager' : null;
}

async function answering({
  tx,
  conversation,
  now,
}: {
  tx: Transaction;
  conversation: StoredConversation;
  now: Temporal.Instant;
}) {
  const policy = (await policyStore(tx).all()).find(({ id }) => id === conversation.policyId);
  if (policy === undefined) throw new Error(`There is no policy ${conversation.policyId}`);
  return mayAnswer({ conversation, policy, now });
}
