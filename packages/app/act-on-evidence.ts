import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { ConversationChange, StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { dueRequestStore } from '@throughline/db/due-request-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import { answerLate } from '@throughline/domain/conversation/answer-late.ts';
import { end, isOpen } from '@throughline/domain/conversation/conversation.ts';
import type { Side } from '@throughline/domain/conversation/outcome.ts';
import { decideConversation } from './decide-conversation.ts';
import { loadOutcomeCircumstances } from './outcome-circumstances.ts';
import { storeDecided } from './store-decided.ts';

type Given = {
  readonly tx: Transaction;
  readonly organization: Organization;
  /** Locked by this transaction. */
  readonly conversation: StoredConversation;
  readonly actor: Side | 'throughline';
  readonly now: Temporal.Instant;
};

/** Carries out what a new answer decides at once, and what a late one changes; most decide nothing yet. */
export async function actOnEvidence({ tx, organization, conversation, actor, now }: Given): Promise<void> {
  const decisive = (await evidenceStore(tx).decisive([conversation.id])).get(conversation.id) ?? [];
  const circumstancesOf = await loadOutcomeCircumstances({ tx, organization, conversations: [conversation], now });
  const circumstances = circumstancesOf(conversation);

  if (isOpen(conversation)) {
    const standing = await ended({ tx, conversation, now });
    const decided = decideConversation({ conversation: standing, evidence: decisive, circumstances, actor, now });
    if (decided !== null) await storeDecided({ tx, decided: [decided], now });
    return;
  }

  const conversations = conversationStore(tx);
  const successor = await conversations.successorOf(conversation.id);
  const { nextPolicy, isDistinct, leaves, isHoliday, reportTimeZone } = circumstances;
  const late = answerLate({
    conversation,
    successor,
    evidence: decisive,
    isDistinct,
    keepsDueDate: successor !== null && (await dueRequestStore(tx).hasSet(successor)),
    actor,
    policy: nextPolicy,
    leaves,
    isHoliday,
    reportTimeZone,
    now,
  });
  if (late.kind === 'unchanged') return;
  const changes: ConversationChange[] = [{ before: conversation, after: late.next, history: late.history }];
  if (successor !== null && late.successor !== null) {
    const { next, history } = late.successor;
    changes.push({ before: successor, after: { ...next, dueWhy: whyOf(history.details['why']) }, history });
  }
  await conversations.saveAll({ changes, now });
}

/** Somebody answered before the sweep came by: the conversation has ended all the same. */
async function ended({
  tx,
  conversation,
  now,
}: Pick<Given, 'tx' | 'conversation' | 'now'>): Promise<StoredConversation> {
  const transition = end({ conversation, now });
  if (transition.kind === 'refused') return conversation;
  const conversations = conversationStore(tx);
  await conversations.save({ before: conversation, after: transition.next, history: transition.history, now });
  return (await conversations.byId(conversation.id)) ?? conversation;
}

function whyOf(why: unknown): readonly string[] {
  return Array.isArray(why) ? why.map(String) : [];
}
