import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import { eventLeaseStore } from '@throughline/db/event-lease-store.ts';
import type { StoredEvent } from '@throughline/db/event-store.ts';
import { leftBehindStore, type LeftBehindEvent } from '@throughline/db/left-behind-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { planningStore, type ActiveConnection } from '@throughline/db/planning-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import type { PolicyRules } from '@throughline/domain/policy/policy.ts';
import type { AppContext } from './context.ts';
import { isServed } from './is-served.ts';

/** One event under lease, with what its next step has to know. `attempts` counts this try. */
export type EventCase = {
  readonly organizationId: string;
  readonly event: StoredEvent;
  readonly conversation: StoredConversation;
  readonly report: StoredPerson;
  readonly rules: PolicyRules;
  /** Null when the connection does not work any more. */
  readonly organizer: ActiveConnection | null;
  readonly reportConnection: ActiveConnection | null;
  /** One of the two picked this time themselves: it needs no calendar to say that the report is free. */
  readonly isPicked: boolean;
  /** What former managers' calendars still hold of it, which goes once this event is out. */
  readonly leftBehind: readonly LeftBehindEvent[];
  readonly now: Temporal.Instant;
};

/** Wall time for one step, longer than the calls it takes and their time limits. */
const leaseTime = { minutes: 3 } as const;

/** Null when there is nothing to do, somebody is at it, or the organisation's state forbids it. */
export async function leaseEvent(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  { organizationId, eventId }: { organizationId: string; eventId: string },
): Promise<EventCase | null> {
  const now = clock.now();
  const wall = clock.wall();
  return db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (!organization || organization.state === 'paused') return null;
    const event = await eventLeaseStore(tx).lease({
      id: eventId,
      now,
      wall,
      until: wall.add(leaseTime),
      onlyCancellation: !isServed(organization),
    });
    if (!event) return null;
    const conversation = await conversationStore(tx).byId(event.conversationId);
    const report = conversation && (await peopleStore(tx).byId(conversation.reportId));
    const policy = (await policyStore(tx).all()).find((one) => one.id === conversation?.policyId);
    if (!conversation || !report || !policy) throw new Error(`Event ${eventId} has no conversation to stand for.`);
    const connections = await planningStore(tx).activeConnections({
      personIds: [report.id],
      ids: [event.connectionId],
    });
    return {
      organizationId,
      event,
      conversation,
      report,
      rules: policy.rules,
      organizer: connections.find((one) => one.id === event.connectionId) ?? null,
      reportConnection: connections.find((one) => one.personId === report.id) ?? null,
      leftBehind: await leftBehindStore(tx).all({ now, reportIds: [report.id] }),
      isPicked: await proposalStore(tx).isPicked(event.id),
      now,
    };
  });
}
