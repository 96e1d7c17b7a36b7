import { conversationStore } from '@throughline/db/conversation-store.ts';
import { planningStore } from '@throughline/db/planning-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { sweepStore, type SweepLease } from '@throughline/db/sweep-store.ts';
import type { BookedConversation } from '@throughline/domain/scheduling/planning-input.ts';
import type { PlannedConversation } from '@throughline/domain/scheduling/planned-conversation.ts';
import type { AppContext } from './context.ts';
import { offerTimes } from './offer-times.ts';
import { withoutLeftBehind, type PlanningFacts } from './planning-facts.ts';
import type { Proposals } from './propose-times.ts';
import type { ReadTeam } from './read-team.ts';
import { writePlan } from './write-plan.ts';

export type StoredPlan = {
  /** Conversations whose event is written down now. */
  readonly planned: readonly string[];
  readonly withoutSlot: number;
};

/**
 * Writes one team's plan down, and the times proposed where nothing could be planned. Null when another worker has
 * taken the lease over. A plan that was overtaken, by somebody who picked a time or moved an entry meanwhile, is made
 * again with the next sweep and nothing of it is written.
 */
export async function storePlan(
  context: Pick<AppContext, 'db' | 'calendars' | 'publicUrl'>,
  {
    organizationId,
    facts,
    team,
    plan,
    proposals,
    bookedOf,
    lease,
    leaseUntil,
    now,
  }: {
    organizationId: string;
    facts: PlanningFacts;
    team: Extract<ReadTeam, { kind: 'read' }>;
    plan: readonly PlannedConversation[];
    proposals: Proposals;
    /** The dates it was planned around. */
    bookedOf: (personId: string) => readonly BookedConversation[];
    lease: SweepLease;
    leaseUntil: Temporal.Instant;
    now: Temporal.Instant;
  },
): Promise<StoredPlan | null> {
  return context.db.inOrganization(organizationId, async (tx) => {
    if (!(await sweepStore(tx).renew({ lease, until: leaseUntil }))) return null;
    if (await isOvertaken({ tx, facts, team, bookedOf, now })) return { planned: [], withoutSlot: 0 };
    const { events, withoutSlot } = await writePlan(context, { tx, facts, team, plan, now });
    const planned = events.map(({ conversationId }) => conversationId);
    await proposalStore(tx).withdraw({ conversationIds: planned, because: 'planned', now });
    const offered = await offerTimes({
      tx,
      proposals: proposals.filter((one) => withoutSlot.includes(one.conversationId)),
      now,
    });
    await conversationStore(tx).addHistory(
      offered.map(({ conversationId }) => ({
        conversationId,
        entry: { kind: 'times_proposed', at: now, actor: 'throughline', details: {} },
      })),
    );
    return { planned, withoutSlot: withoutSlot.length };
  });
}

/** Locks in the order of whoever picks: the conversation, then the manager's days. */
async function isOvertaken({
  tx,
  facts: { leftBehindOf },
  team: { manager, conversations },
  bookedOf,
  now,
}: {
  tx: Transaction;
  facts: PlanningFacts;
  team: Extract<ReadTeam, { kind: 'read' }>;
  bookedOf: (personId: string) => readonly BookedConversation[];
  now: Temporal.Instant;
}): Promise<boolean> {
  for (const id of conversations.map((one) => one.id).toSorted()) await conversationStore(tx).lock(id);
  await proposalStore(tx).lockDaysOf(manager.id);
  const personIds = [manager.id, ...conversations.map(({ reportId }) => reportId)];
  const dates = await planningStore(tx).datesOf({ personIds, from: now });
  return withoutLeftBehind({ dates, conversations, leftBehindOf }).some(
    ({ personId, slot }) =>
      personIds.includes(personId) && !bookedOf(personId).some((known) => known.slot.start.equals(slot.start)),
  );
}
