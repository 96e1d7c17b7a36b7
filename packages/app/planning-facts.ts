import { agendaStore, type HeldAgenda } from '@throughline/db/agenda-store.ts';
import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { planningStore, type ActiveConnection, type DatedConversation } from '@throughline/db/planning-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { plannersReasons } from '@throughline/domain/conversation/waiting-reason.ts';
import type { Leave } from '@throughline/domain/people/leave.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';

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
  readonly dates: readonly DatedConversation[];
  readonly generationOf: ReadonlyMap<string, number>;
  readonly lostDatesOf: ReadonlyMap<string, readonly Interval[]>;
  readonly heldOf: ReadonlyMap<string, readonly HeldAgenda[]>;
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
  const candidates = await planning.lookingForSlot({ reasons: plannersReasons, now });
  const hasEvent = await planning.havingEvent(candidates.map((one) => one.conversationId));
  const looking = candidates.filter((one) => !hasEvent.has(one.conversationId));
  if (looking.length === 0) return null;

  const conversationIds = looking.map((one) => one.conversationId);
  const managerIds = [...new Set(looking.map((one) => one.managerId))];
  const reportIds = looking.map((one) => one.reportId);
  const personIds = [...new Set([...managerIds, ...reportIds])];
  const people = new Map((await peopleStore(tx).byIds(personIds)).map((person) => [person.id, person]));
  const connections = await planning.activeConnections({ personIds, ids: [] });
  const connectionOf = new Map(connections.map((connection) => [connection.personId, connection]));
  const conversations = await conversationStore(tx).byIds(conversationIds);
  const planned = await planning.anyOfManagers(managerIds);

  const teams = [...Map.groupBy(conversations, (conversation) => conversation.managerId)].flatMap(
    ([managerId, team]) => {
      const manager = managerId === null ? undefined : people.get(managerId);
      const organizer = managerId === null ? undefined : connectionOf.get(managerId);
      if (!manager || !organizer) return [];
      return [{ manager, organizer, conversations: team, isFirstPlan: !planned.has(manager.id) }];
    },
  );
  const policies = new Map((await policyStore(tx).all()).map((policy) => [policy.id, policy]));
  return {
    teams: teams.toSorted(
      (a, b) => b.conversations.length - a.conversations.length || (a.manager.id < b.manager.id ? -1 : 1),
    ),
    people,
    leaves: await peopleStore(tx).leavesOf(personIds),
    policies,
    connectionOf,
    dates: await planning.datesOf({ personIds, from: now }),
    generationOf: await planning.generations(conversationIds),
    lostDatesOf: await planning.lostDates(conversationIds),
    heldOf: Map.groupBy(await agendaStore(tx).held(reportIds), (held) => held.reportId),
  };
}
