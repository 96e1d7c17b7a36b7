import {
  conversationStore,
  type ConversationChange,
  type StoredConversation,
} from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { waitFor } from '@throughline/domain/conversation/conversation.ts';
import { isManagerAway } from '@throughline/domain/conversation/manager-away.ts';
import { waitingReason } from '@throughline/domain/conversation/waiting-reason.ts';
import { administratorFirst } from '@throughline/domain/people/administrator-first.ts';
import { todayOf, type Workforce } from './workforce.ts';

/** Every due conversation says why it has no date; only what changed is written. `hasChanged`: read them again. */
export async function explainWaiting({
  tx,
  workforce,
  hasChanged,
  now,
}: {
  tx: Transaction;
  workforce: Workforce;
  hasChanged: boolean;
  now: Temporal.Instant;
}): Promise<void> {
  const conversations = conversationStore(tx);
  const latest = hasChanged ? await conversations.latest() : [...workforce.latestOf.values()];
  const due = latest.filter((conversation) => conversation.state === 'due');
  if (due.length === 0) return;
  const heldBack = await eventStore(tx).heldBack({ now });
  const changes = due.flatMap((conversation) =>
    changeOfReason({ conversation, workforce, hasHeldPlan: heldBack.has(conversation.id), now }),
  );
  await conversations.saveAll({ changes, now });
}

function changeOfReason({
  conversation,
  workforce,
  hasHeldPlan,
  now,
}: {
  conversation: StoredConversation;
  workforce: Workforce;
  hasHeldPlan: boolean;
  now: Temporal.Instant;
}): readonly ConversationChange[] {
  const report = workforce.people.get(conversation.reportId);
  const policy = workforce.policies.find((one) => one.id === conversation.policyId);
  if (!report || !policy) return [];
  const { managerId } = conversation;
  const manager = (managerId && workforce.people.get(managerId)) || null;
  const today = todayOf({ person: report, workforce, now });
  const reason = waitingReason({
    conversation,
    report,
    manager,
    managerIsAway:
      manager !== null &&
      isManagerAway({
        managerId: manager.id,
        leaves: workforce.leavesOf.get(manager.id) ?? [],
        dueOn: conversation.dueOn,
        rules: policy.rules,
        today,
      }),
    managerIsConnected: managerId !== null && workforce.connectedManagers.has(managerId),
    managerNeedsAdministrator:
      manager !== null &&
      administratorFirst({ workEmail: manager.workEmail, domains: workforce.calendarDomains }) === 'yes',
    policy,
    hasHeldPlan,
    today,
  });
  const waiting = waitFor({ conversation, reason, now });
  return waiting.kind === 'changed' ? [{ before: conversation, after: waiting.next, history: waiting.history }] : [];
}
