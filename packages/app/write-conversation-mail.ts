import { absenceStore } from '@throughline/db/absence-store.ts';
import { agendaStore } from '@throughline/db/agenda-store.ts';
import type { StoredConversation } from '@throughline/db/conversation-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { StoredPerson } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { managerCard } from '@throughline/domain/agenda/manager-card.ts';
import { templates } from '@throughline/domain/agenda/templates.ts';
import { confirmationWindowEnd } from '@throughline/domain/conversation/outcome.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import { conversationReminders } from '@throughline/domain/reminders/reminder-plan.ts';
import { agendaTemplate } from './agenda-template.ts';
import { confirmUrl, pageUrls } from './mail-links.ts';
import { addressed, moot, payloadId, zoneOf } from './mail-occasion.ts';
import type { MailOccasion, MailWriter, MailWriting, WrittenMail } from './mail-occasion.ts';
import { mailRecipient } from './mail-recipient.ts';

type Pair = {
  readonly conversation: StoredConversation & {
    readonly startsAt: Temporal.Instant;
    readonly endsAt: Temporal.Instant;
  };
  readonly report: StoredPerson;
  readonly manager: StoredPerson;
  readonly policy: Policy;
};

/**
 * Preparation and the confirmation ask. They leave only while the conversation's plan of reminders, worked out anew,
 * still holds them: an event that moved takes its mails along, and one that is gone leaves none behind.
 */
export const writeConversationMail: MailWriter = async (context, occasion) => {
  const { tx, mail, now } = occasion;
  const pair = await loadPair(occasion);
  if (pair === null) return moot('the conversation has no date any more');
  const { conversation, report, manager, policy } = pair;
  const leaves = await absenceStore(tx).leavesOf([report.id, manager.id]);
  const asRecipient = (person: StoredPerson) =>
    mailRecipient({ person, leaves, policy, timeZone: occasion.organization.timeZone });
  const plan = conversationReminders({
    conversation,
    policy,
    report: asRecipient(report),
    manager: asRecipient(manager),
  });
  const reminder = plan.find(({ key }) => key === mail.dedupeKey);
  if (reminder === undefined) return moot('the conversation no longer needs it');
  if (Temporal.Instant.compare(reminder.expiresAt, now) <= 0) return moot('too late to be of use');
  if (Temporal.Instant.compare(now, reminder.sendAt) < 0) return { kind: 'later', dueAt: reminder.sendAt };
  switch (reminder.kind) {
    case 'report_prep':
      return writeReportPrep(context, occasion, pair);
    case 'manager_prep':
      return writeManagerPrep(context, occasion, pair);
    case 'confirmation_ask':
      return writeConfirmationAsk(context, occasion, pair);
    case 'monday_mail':
    case 'connect_request':
      throw new Error(`A conversation's reminders held a ${reminder.kind}`);
  }
};

async function loadPair({ tx, mail }: MailOccasion): Promise<Pair | null> {
  const conversation = await conversationStore(tx).byId(payloadId({ mail, key: 'conversationId' }));
  if (conversation === null || conversation.managerId === null) return null;
  const { startsAt, endsAt, reportId, managerId, policyId } = conversation;
  if (startsAt === null || endsAt === null) return null;
  const people = await peopleStore(tx).byIds([reportId, managerId]);
  const report = people.find(({ id }) => id === reportId);
  const manager = people.find(({ id }) => id === managerId);
  const policy = (await policyStore(tx).all()).find(({ id }) => id === policyId);
  if (!report || !manager || !policy)
    throw new Error(`Conversation ${conversation.id} has lost its people or its policy`);
  return { conversation: { ...conversation, startsAt, endsAt }, report, manager, policy };
}

const slotOf = (occasion: MailOccasion, { conversation }: Pair) => ({
  startsAt: conversation.startsAt,
  endsAt: conversation.endsAt,
  timeZone: zoneOf(occasion),
});

async function writeReportPrep(context: MailWriting, occasion: MailOccasion, pair: Pair): Promise<WrittenMail> {
  const { id, sequence } = pair.conversation;
  const agenda = await agendaStore(occasion.tx).ofConversation(id);
  return {
    kind: 'content',
    content: {
      template: 'report-prep',
      ...addressed(occasion),
      managerName: pair.manager.displayName,
      slot: slotOf(occasion, pair),
      prompts: templates[agendaTemplate({ agenda, sequence })].prepPrompts,
      agendaUrl: pageUrls(context).agenda(id),
    },
  };
}

async function writeManagerPrep(context: MailWriting, occasion: MailOccasion, pair: Pair): Promise<WrittenMail> {
  return {
    kind: 'content',
    content: {
      template: 'manager-prep',
      ...addressed(occasion),
      reportName: pair.report.displayName,
      slot: slotOf(occasion, pair),
      coaching: [managerCard.sayFirst, ...managerCard.whileListening, ...managerCard.afterwards],
      agendaUrl: pageUrls(context).agenda(pair.conversation.id),
    },
  };
}

async function writeConfirmationAsk(context: MailWriting, occasion: MailOccasion, pair: Pair): Promise<WrittenMail> {
  const { conversation, policy } = pair;
  const expiresAt = confirmationWindowEnd({ endsAt: conversation.endsAt, policy }).add({
    hours: policy.rules.lateAnswerDays * 24,
  });
  return {
    kind: 'content',
    content: {
      template: 'confirmation-ask',
      ...addressed(occasion),
      managerName: pair.manager.displayName,
      slot: slotOf(occasion, pair),
      confirmUrl: confirmUrl(context, {
        organizationId: occasion.organization.id,
        personId: occasion.recipient.id,
        conversationId: conversation.id,
        expiresAt,
      }),
      expiresAt,
    },
  };
}
