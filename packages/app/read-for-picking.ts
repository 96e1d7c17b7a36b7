import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { proposalStore, type Proposal } from '@throughline/db/proposal-store.ts';
import type { Side } from '@throughline/domain/conversation/outcome.ts';
import type { ConversationToPlan, PlannedPerson } from '@throughline/domain/scheduling/planning-input.ts';
import type { AppContext } from './context.ts';
import { isServed } from './is-served.ts';
import { planningFactsOf, type PlanningFacts } from './planning-facts.ts';
import type { CalendarContext } from './read-free-busy.ts';
import { readTeam, type ReadTeam } from './read-team.ts';
import { sideOf } from './record-evidence.ts';
import { teamToPlan } from './team-to-plan.ts';
import { withCalendarHours } from './with-calendar-hours.ts';

export type PickingContext = CalendarContext & Pick<AppContext, 'publicUrl' | 'queue'>;

export type Picking = {
  readonly organizationId: string;
  readonly conversationId: string;
  /** One of the two, as their link or session says. */
  readonly personId: string;
};

/** What both calendars said when somebody came to pick. */
export type ReadForPicking = {
  readonly kind: 'read';
  readonly side: Side;
  readonly team: Extract<ReadTeam, { kind: 'read' }>;
};

/** `settled`: it has a date. `closed`: nothing to pick from. `unreadable`: the manager's calendar did not answer. */
export type NotPickable = { readonly kind: 'not_found' | 'settled' | 'closed' | 'unreadable' };

/** Asks the calendars for one conversation that has times to pick from; nothing is changed. */
export async function readForPicking(
  context: PickingContext,
  { organizationId, conversationId, personId }: Picking,
): Promise<ReadForPicking | NotPickable> {
  const now = context.clock.now();
  const begun = await context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    const conversation = await conversationStore(tx).byId(conversationId);
    const side = conversation && sideOf({ conversation, personId });
    if (!conversation || !side) return { kind: 'not_found' as const };
    if (!organization || !isServed(organization)) return { kind: 'closed' as const };
    const standing = await standingOf({ tx, conversation, now });
    if (standing.kind !== 'open') return standing;
    return { kind: 'open' as const, side, facts: await planningFactsOf({ tx, conversations: [conversation], now }) };
  });
  if (begun.kind !== 'open') return begun;

  const facts = await withCalendarHours(context, { organizationId, facts: begun.facts, now });
  const [team] = facts.teams;
  if (!team) return { kind: 'closed' };
  const read = await readTeam(context, { organizationId, facts, team, now });
  return read.kind === 'read' ? { kind: 'read', side: begun.side, team: read } : { kind: 'unreadable' };
}

/** Whether a conversation has times to pick from at this moment. */
export async function standingOf({
  tx,
  conversation,
  now,
}: {
  tx: Transaction;
  conversation: Pick<StoredConversation, 'id' | 'state'>;
  now: Temporal.Instant;
}): Promise<{ readonly kind: 'open'; readonly proposal: Proposal } | { readonly kind: 'settled' | 'closed' }> {
  if (conversation.state !== 'due' && conversation.state !== 'booked') return { kind: 'closed' };
  const [event] = await eventStore(tx).wantedOf([conversation.id]);
  if (event) return { kind: 'settled' };
  const proposal = await proposalStore(tx).latest(conversation.id);
  const isOpen =
    proposal?.withdrawnAt === null &&
    proposal.pickedAt === null &&
    Temporal.Instant.compare(now, proposal.expiresAt) < 0;
  return isOpen ? { kind: 'open', proposal } : { kind: 'closed' };
}

/** One conversation with its times, held still until the transaction ends, and everything that decides about them. */
export type LockedPicking = {
  readonly kind: 'open';
  readonly conversation: StoredConversation;
  readonly proposal: Proposal;
  readonly facts: PlanningFacts;
  readonly team: Extract<ReadTeam, { kind: 'read' }>;
  readonly manager: PlannedPerson;
  readonly toPlan: ConversationToPlan;
};

/** What was read of the calendars before, with everything else as it is now: others may have been faster. */
export async function lockForPicking({
  tx,
  read,
  conversationId,
  now,
}: {
  tx: Transaction;
  read: ReadForPicking;
  conversationId: string;
  now: Temporal.Instant;
}): Promise<LockedPicking | { readonly kind: 'settled' | 'closed' }> {
  const { manager } = read.team;
  const conversation = await conversationStore(tx).lock(conversationId);
  if (conversation?.managerId !== manager.id) return { kind: 'closed' };
  await proposalStore(tx).lockDaysOf(manager.id);
  const standing = await standingOf({ tx, conversation, now });
  if (standing.kind !== 'open') return standing;
  const facts = await planningFactsOf({ tx, conversations: [conversation], now });
  const [current] = facts.teams;
  if (!current) return { kind: 'closed' };
  const team = { ...read.team, ...current };
  const bookedOf = (personId: string) => facts.dates.filter((date) => date.personId === personId);
  const { manager: planned, conversations } = teamToPlan({ team, facts, bookedOf });
  const [toPlan] = conversations;
  if (!toPlan) return { kind: 'closed' };
  return { kind: 'open', conversation, proposal: standing.proposal, facts, team, manager: planned, toPlan };
}
