import { conversationStore } from '@throughline/db/conversation-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import { sweepStore, type SweepLease } from '@throughline/db/sweep-store.ts';
import type { PlannedConversation } from '@throughline/domain/scheduling/planned-conversation.ts';
import type { AppContext } from './context.ts';
import { offerTimes } from './offer-times.ts';
import type { PlanningFacts } from './planning-facts.ts';
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
 * taken the lease over.
 */
export async function storePlan(
  context: Pick<AppContext, 'db' | 'calendars' | 'publicUrl'>,
  {
    organizationId,
    facts,
    team,
    plan,
    proposals,
    lease,
    leaseUntil,
    now,
  }: {
    organizationId: string;
    facts: PlanningFacts;
    team: Extract<ReadTeam, { kind: 'read' }>;
    plan: readonly PlannedConversation[];
    proposals: Proposals;
    lease: SweepLease;
    leaseUntil: Temporal.Instant;
    now: Temporal.Instant;
  },
): Promise<StoredPlan | null> {
  return context.db.inOrganization(organizationId, async (tx) => {
    if (!(await sweepStore(tx).renew({ lease, until: leaseUntil }))) return null;
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
