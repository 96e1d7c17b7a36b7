import type { StoredConversation } from '@throughline/db/conversation-store.ts';
import { conversationReminders } from '@throughline/domain/reminders/reminder-plan.ts';
import { isDue } from '@throughline/domain/reminders/reminder.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import type { ReminderKind } from '@throughline/domain/reminders/reminder.ts';
import type { MailTemplate } from './ports/mail-content.ts';
import type { QueuedMail } from './queue-mail.ts';
import { policyOf, recipientFrom } from './reminder-facts.ts';
import type { ReminderFacts } from './reminder-facts.ts';

const templates: Readonly<Partial<Record<ReminderKind, MailTemplate>>> = {
  report_prep: 'report-prep',
  manager_prep: 'manager-prep',
  confirmation_ask: 'confirmation-ask',
};

/** Preparation for both before a conversation, and the report's confirmation ask after it. */
export function dueConversationMails(facts: ReminderFacts): readonly QueuedMail[] {
  return facts.conversations.flatMap((conversation) => mailsOf({ facts, conversation }));
}

function mailsOf({ facts, conversation }: { facts: ReminderFacts; conversation: StoredConversation }): QueuedMail[] {
  if (conversation.startsAt === null || conversation.managerId === null) return [];
  const report = facts.people.get(conversation.reportId);
  const manager = facts.people.get(conversation.managerId);
  if (!report || !manager) return [];
  const policy = policyOf({ facts, policyId: conversation.policyId });
  if (isFarOff({ startsAt: conversation.startsAt, policy, now: facts.now })) return [];
  const reminders = conversationReminders({
    conversation,
    policy,
    report: recipientFrom({ facts, person: report, policy }),
    manager: recipientFrom({ facts, person: manager, policy }),
  });
  return reminders.flatMap((reminder) => {
    const template = templates[reminder.kind];
    if (template === undefined || !isDue({ reminder, now: facts.now })) return [];
    return [
      {
        dedupeKey: reminder.key,
        template,
        recipient: reminder.personId === manager.id ? manager : report,
        payload: { conversationId: conversation.id },
      },
    ];
  });
}

/**
 * Working out when somebody last works before a day is the costly part, so conversations weeks away are passed over.
 * Somebody away for longer than the leave that moves a due date gets the mail while away.
 */
function isFarOff({
  startsAt,
  policy,
  now,
}: {
  startsAt: Temporal.Instant;
  policy: Policy;
  now: Temporal.Instant;
}): boolean {
  const { reportPrepDays, managerPrepDays, leaveShiftDays } = policy.rules;
  const earliest = Math.max(reportPrepDays, managerPrepDays) + leaveShiftDays;
  return Temporal.Instant.compare(now.add({ hours: earliest * 24 }), startsAt) < 0;
}
