import type { WaitingConversation } from '@throughline/db/waiting-store.ts';
import { mailDomainOf } from '@throughline/domain/people/mail-domain.ts';
import { connectRequests } from '@throughline/domain/reminders/connect-request.ts';
import { isDue } from '@throughline/domain/reminders/reminder.ts';
import { laterDate, localDateOf } from '@throughline/domain/time/local-date.ts';
import { mayBeAsked } from './may-be-asked.ts';
import type { QueuedMail } from './queue-mail.ts';
import { policyOf, recipientFrom } from './reminder-facts.ts';
import type { ReminderFacts } from './reminder-facts.ts';

/**
 * Mails asking for a calendar: a manager's, to put events in, or a report's, to see when they are busy. Everybody whose
 * calendar is missing within the planning horizon is asked as often as the policy says, whatever number of
 * conversations waits for it. Who has a broken connection is told of that instead; where an administrator has to grant
 * first, nobody is asked before, and the counting begins with the grant. A report who has times to pick from gets them
 * in that same mail, whether or not there is a calendar to ask for.
 */
export function dueConnectRequests({
  facts,
  waiting,
  askedLately,
  withTimes,
}: {
  facts: ReminderFacts;
  waiting: readonly WaitingConversation[];
  /** Asked less than the policy's days ago, perhaps for a conversation that waits no longer. */
  askedLately: ReadonlySet<string>;
  /** Conversations that have times to pick from. */
  withTimes: ReadonlySet<string>;
}): readonly QueuedMail[] {
  const byPerson = Map.groupBy(waiting, (conversation) => neededPerson(conversation) ?? '');
  return [...byPerson].flatMap(([personId, conversations]) => {
    const hasTimes = conversations.some(({ conversationId }) => withTimes.has(conversationId));
    if (askedLately.has(personId) || (!hasTimes && facts.connections.has(personId))) return [];
    return requestOf({ facts, personId, conversations, hasTimes });
  });
}

/** Whose calendar a conversation waits for. */
function neededPerson({ reason, managerId, reportId }: WaitingConversation): string | null {
  return reason === 'manager_not_connected' ? managerId : reportId;
}

function requestOf({
  facts,
  personId,
  conversations,
  hasTimes,
}: {
  facts: ReminderFacts;
  personId: string;
  conversations: readonly WaitingConversation[];
  hasTimes: boolean;
}): QueuedMail[] {
  const person = facts.people.get(personId);
  const [soonest] = conversations;
  if (person === undefined || soonest === undefined) return [];
  const { workEmail } = person;
  const { calendarDomains: domains, calendars } = facts;
  if (!hasTimes && !mayBeAsked({ workEmail, domains, calendars })) return [];
  const policy = policyOf({ facts, policyId: soonest.policyId });
  const recipient = recipientFrom({ facts, person, policy });
  const { timeZone } = recipient.workingPattern;
  const grantedAt = facts.calendarDomains.get(mailDomainOf(workEmail))?.consentGrantedAt ?? null;
  const neededSince = conversations
    .map(({ since, dueOn }) => {
      const askable = grantedAt !== null && Temporal.Instant.compare(grantedAt, since) > 0 ? grantedAt : since;
      const horizon = dueOn.subtract({ days: policy.rules.planningHorizonDays });
      return laterDate(localDateOf({ instant: askable, timeZone }), horizon);
    })
    .toSorted((a, b) => Temporal.PlainDate.compare(a, b))[0];
  if (neededSince === undefined) return [];

  const plan = connectRequests({ recipient, neededSince, policy });
  const request = plan.findLast((reminder) => isDue({ reminder, now: facts.now }));
  if (request === undefined) return [];
  const isManager = conversations.some(({ reason }) => reason === 'manager_not_connected');
  return [
    {
      dedupeKey: request.key,
      template: isManager ? 'connect-request' : 'availability-request',
      recipient: person,
      payload: { request: String(plan.indexOf(request) + 1) },
    },
  ];
}
