import { absenceStore } from '@throughline/db/absence-store.ts';
import type { CalendarDomain } from '@throughline/db/calendar-domain-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import type { StoredConnection } from '@throughline/db/connection-store.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { StoredPerson } from '@throughline/db/people-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { hasLeft } from '@throughline/domain/people/person.ts';
import type { Leave } from '@throughline/domain/people/leave.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import type { Recipient } from '@throughline/domain/reminders/reminder-plan.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { loadCalendarDomains } from './load-calendar-domains.ts';
import { mailRecipient } from './mail-recipient.ts';
import type { CalendarRegistry } from './ports/calendar.ts';

/** What decides which mails are due in one organisation at one moment. */
export type ReminderFacts = {
  readonly organization: Organization;
  readonly now: Temporal.Instant;
  /** Whom mails can reach. */
  readonly people: ReadonlyMap<string, StoredPerson>;
  readonly leaves: ReadonlyMap<string, readonly Leave[]>;
  readonly policies: ReadonlyMap<string, Policy>;
  /** Open conversations, soonest due first. */
  readonly conversations: readonly StoredConversation[];
  /** The connection of each person who has one, working or not. */
  readonly connections: ReadonlyMap<string, StoredConnection>;
  /** By mail domain. */
  readonly calendarDomains: ReadonlyMap<string, CalendarDomain>;
  readonly calendars: CalendarRegistry;
};

export async function loadReminderFacts({
  tx,
  calendars,
  organization,
  now,
}: {
  tx: Transaction;
  calendars: CalendarRegistry;
  organization: Organization;
  now: Temporal.Instant;
}): Promise<ReminderFacts> {
  const everybody = await peopleStore(tx).all();
  const people = everybody.filter((person) => {
    const on = localDateOf({ instant: now, timeZone: person.timeZone ?? organization.timeZone });
    return !hasLeft({ person, on });
  });
  const policies = await policyStore(tx).all();
  const connections = (await connectionStore(tx).all()).filter(({ status }) => status !== 'disconnected');
  return {
    organization,
    now,
    people: new Map(people.map((person) => [person.id, person])),
    leaves: Map.groupBy(await absenceStore(tx).leaves(), ({ personId }) => personId),
    policies: new Map(policies.map((policy) => [policy.id, policy])),
    conversations: await conversationStore(tx).open(),
    connections: new Map(connections.map((connection) => [connection.personId, connection])),
    calendarDomains: await loadCalendarDomains(tx),
    calendars,
  };
}

export function policyOf({ facts, policyId }: { facts: ReminderFacts; policyId: string }): Policy {
  const policy = facts.policies.get(policyId);
  if (policy === undefined) throw new Error(`There is no policy ${policyId}`);
  return policy;
}

export function recipientFrom({
  facts,
  person,
  policy,
}: {
  facts: ReminderFacts;
  person: StoredPerson;
  policy: Policy;
}): Recipient {
  const leaves = facts.leaves.get(person.id) ?? [];
  return mailRecipient({ person, leaves, policy, timeZone: facts.organization.timeZone });
}
