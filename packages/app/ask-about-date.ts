import { conversationStore } from '@throughline/db/conversation-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import type { DateDecision } from '@throughline/domain/conversation/date-trouble.ts';
import type { HistoryEntry, HistoryKind } from '@throughline/domain/conversation/history-entry.ts';
import { workingMomentFrom } from '@throughline/domain/people/working-pattern.ts';
import { proposeTimes } from '@throughline/domain/scheduling/propose-times.ts';
import type { AppContext } from './context.ts';
import { mailRecipient } from './mail-recipient.ts';
import type { LockedTrouble } from './mend-dates.ts';
import { queueMail } from './queue-mail.ts';

/**
 * Puts the next-best times to whoever can settle what stands in the way of a date, in one mail in their working hours
 * and on their page; nothing moves until they pick. Where there is no other time they are told that. False when they
 * were asked before.
 */
export async function askAboutDate(
  context: Pick<AppContext, 'publicUrl'>,
  {
    organizationId,
    decision: { side, because },
    locked: { tx, conversation, event, facts, manager, toPlan, now },
  }: { organizationId: string; decision: Extract<DateDecision, { kind: 'ask' }>; locked: LockedTrouble },
): Promise<boolean> {
  const person = facts.people.get(side === 'manager' ? manager.personId : toPlan.report.personId);
  if (!person) return false;
  const answersUntil = now.add({ hours: 24 * toPlan.rules.proposalDays });
  const times = proposeTimes({ manager, conversation: toPlan, invitationsAt: now, answersUntil });
  const question = {
    conversationId: conversation.id,
    slots: times.kind === 'times' ? times.slots : [],
    expiresAt: times.kind === 'times' ? times.until : answersUntil,
    insteadOfId: event.id,
    stoodAt: event.startsAt,
    askedId: person.id,
    askedBecause: because,
  };
  const proposalId = await proposalStore(tx).ask({ question, now });
  if (proposalId === null) return false;

  const organization = await organizationStore(tx).byId(organizationId);
  const policy = (await policyStore(tx).all()).find(({ id }) => id === conversation.policyId);
  if (!organization || !policy) throw new Error(`Conversation ${conversation.id} has no organisation or policy.`);
  const { timeZone } = organization;
  const { workingPattern } = mailRecipient({ person, leaves: facts.leaves, policy, timeZone });
  const mail = {
    dedupeKey: `date_question.${proposalId}`,
    template: 'date-question' as const,
    recipient: person,
    payload: { proposalId },
    dueAt: workingMomentFrom({ ...workingPattern, instant: now }) ?? now,
  };
  await queueMail(context, { tx, organizationId, mails: [mail], now });
  const entry = (kind: HistoryKind): HistoryEntry => ({ kind, at: now, actor: 'throughline', details: {} });
  await conversationStore(tx).addHistory([
    ...(because === 'conflict' ? [{ conversationId: conversation.id, entry: entry('conflict_noticed') }] : []),
    ...(times.kind === 'times' ? [{ conversationId: conversation.id, entry: entry('times_proposed') }] : []),
  ]);
  return true;
}
