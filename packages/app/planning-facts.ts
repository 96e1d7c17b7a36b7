import { absenceStore } from '@throughline/db/absence-store.ts';
import { agendaStore, type HeldAgenda, type StoredAgenda } from '@throughline/db/agenda-store.ts';
import { announcementStore } from '@throughline/db/announcement-store.ts';
import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { leftBehindStore, type LeftBehindEvent } from '@throughline/db/left-behind-store.ts';
import { planningStore, type ActiveConnection, type DatedConversation } from '@throughline/db/planning-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { proposalStore, type Proposal } from '@throughline/db/proposal-store.ts';
import { plannersReasons } from '@throughline/domain/conversation/waiting-reason.ts';
import type { Days } from '@throughline/domain/people/acting-manager.ts';
import type { Leave } from '@throughline/domain/people/leave.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { loadHoldersDays } from './load-holders-days.ts';

/** One manager's conversations that look for a slot, soonest due first. */
export type TeamToRead = {
  readonly manager: StoredPerson;
  readonly organizer: ActiveConnection;
  readonly conversations: readonly StoredConversation[];
  /** Whether this manager's plan is their first. */
  readonly isFirstPlan: boolean;
};

/** What the database knows that planning needs, read at one moment. */
export type PlanningFacts = {
  /** Large teams first: they have the least room to give way in. */
  readonly teams: readonly TeamToRead[];
  readonly people: ReadonlyMap<string, StoredPerson>;
  readonly leaves: readonly Leave[];
  readonly policies: ReadonlyMap<string, Policy>;
  readonly connectionOf: ReadonlyMap<string, ActiveConnection>;
  /** Without what is left behind, which is about to go. */
  readonly dates: readonly DatedConversation[];
  /** By conversation: the event a former manager's calendar still holds, until this conversation's invitation is out. */
  readonly leftBehindOf: ReadonlyMap<string, LeftBehindEvent>;
  /** By conversation, where somebody stands in for a manager. */
  readonly holdersDaysOf: ReadonlyMap<string, Days>;
  /** Until then no first invitation leaves: people are reading the announcement. Null where nothing holds them back. */
  readonly invitationsFrom: Temporal.Instant | null;
  readonly generationOf: ReadonlyMap<string, number>;
  /** Dates each conversation had and lost, and times its report asked to have replaced. */
  readonly turnedDownOf: ReadonlyMap<string, readonly Interval[]>;
  /** By report, when they and the manager they have now talked before; empty unless a policy allows fringe hours. */
  readonly earlierOf: ReadonlyMap<string, readonly Interval[]>;
  /** Times that the conversations of these managers can be picked from just now, theirs and their teammates'. */
  readonly proposals: readonly (Proposal & { readonly managerId: string | null })[];
  readonly heldOf: ReadonlyMap<string, readonly HeldAgenda[]>;
  /** By conversation, where one of the two chose. */
  readonly chosenOf: ReadonlyMap<string, Pick<StoredAgenda, 'template' | 'chosenBy'>>;
};

/** Null when no conversation looks for a slot just now, which takes two queries to find out. */
export async function loadPlanningFacts({
  tx,
  now,
}: {
  tx: Transaction;
  now: Temporal.Instant;
}): Promise<PlanningFacts | null> {
  const planning = planningStore(tx);
  // A missing zone may stand in the settings of a calendar, which are read before planning.
  const candidates = await planning.lookingForSlot({ reasons: [...plannersReasons, 'no_time_zone'], now });
  const hasEvent = await planning.havingEvent(candidates.map((one) => one.conversationId));
  const looking = candidates.filter((one) => !hasEvent.has(one.conversationId));
  if (looking.length === 0) return null;
  const conversations = await conversationStore(tx).byIds(looking.map((one) => one.conversationId));
  return planningFactsOf({ tx, conversations, now });
}

/** For conversations that look for a date, or for another; those without a manager, or whose manager is not connected, get no team. */
export async function planningFactsOf({
  tx,
  conversations,
  now,
}: {
  tx: Transaction;
  conversations: readonly StoredConversation[];
  now: Temporal.Instant;
}): Promise<PlanningFacts> {
  const planning = planningStore(tx);
  const conversationIds = conversations.map((one) => one.id);
  const managerIds = [...new Set(conversations.flatMap((one) => one.managerId ?? []))];
  const reportIds = conversations.map((one) => one.reportId);
  const personIds = [...new Set([...managerIds, ...reportIds])];
  const people = new Map((await peopleStore(tx).byIds(personIds)).map((person) => [person.id, person]));
  const connections = await planning.activeConnections({ personIds, ids: [] });
  const connectionOf = new Map(connections.map((connection) => [connection.personId, connection]));
  const planned = await planning.anyOfManagers(managerIds);
  const lostDates = await planning.lostDates(conversationIds);
  const refused = await proposalStore(tx).refused(conversationIds);
  const leftBehind = await leftBehindStore(tx).all({ now, reportIds });
  const leftBehindOf = new Map(
    leftBehind.flatMap((left) =>
      left.step === 'invited' && left.successor ? [[left.successor.id, left] as const] : [],
    ),
  );

  const teams = [...Map.groupBy(conversations, (conversation) => conversation.managerId)].flatMap(
    ([managerId, team]) => {
      const manager = managerId === null ? undefined : people.get(managerId);
      const organizer = managerId === null ? undefined : connectionOf.get(managerId);
      if (!manager || !organizer || organizer.purpose !== 'organize') return [];
      return [{ manager, organizer, conversations: team, isFirstPlan: !planned.has(manager.id) }];
    },
  );
  const policies = new Map((await policyStore(tx).all()).map((policy) => [policy.id, policy]));
  return {
    teams: teams.toSorted(
      (a, b) => b.conversations.length - a.conversations.length || (a.manager.id < b.manager.id ? -1 : 1),
    ),
    people,
    leaves: await absenceStore(tx).leavesOf(personIds),
    policies,
    connectionOf,
    dates: withoutLeftBehind({ dates: await planning.datesOf({ personIds, from: now }), conversations, leftBehindOf }),
    leftBehindOf,
    holdersDaysOf: await loadHoldersDays({ tx, conversations, reports: people, policies, now }),
    invitationsFrom: await announcementStore(tx).invitationsFrom({ now }),
    generationOf: await planning.generations(conversationIds),
    turnedDownOf: new Map(
      conversationIds.map((id) => [id, [...(lostDates.get(id) ?? []), ...(refused.get(id) ?? [])]]),
    ),
    earlierOf: [...policies.values()].some(({ rules }) => rules.fringeMinutes > 0)
      ? await planning.earlierOf(reportIds)
      : new Map(),
    proposals: await proposalStore(tx).open({ managerIds }),
    heldOf: Map.groupBy(await agendaStore(tx).held(reportIds), (held) => held.reportId),
    chosenOf: new Map((await agendaStore(tx).chosen(conversationIds)).map((chosen) => [chosen.conversationId, chosen])),
  };
}

/** The report, and the new manager where it is their own again, can have its time for the conversation that follows. */
export function withoutLeftBehind({
  dates,
  conversations,
  leftBehindOf,
}: {
  dates: readonly DatedConversation[];
  conversations: readonly StoredConversation[];
  leftBehindOf: PlanningFacts['leftBehindOf'];
}): readonly DatedConversation[] {
  const freed = new Set(
    conversations.flatMap(({ id, reportId, managerId }) => {
      const left = leftBehindOf.get(id);
      return left ? [reportId, managerId].map((personId) => `${left.eventId} ${personId}`) : [];
    }),
  );
  return dates.filter(({ eventId, personId }) => !freed.has(`${eventId} ${personId}`));
}
