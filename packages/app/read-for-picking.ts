import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore, type StoredEvent } from '@throughline/db/event-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { proposalStore, type Proposal } from '@throughline/db/proposal-store.ts';
import type { Side } from '@throughline/domain/conversation/outcome.ts';
import type { AppContext } from './context.ts';
import { isServed } from './is-served.ts';
import { planningFactsOf } from './planning-facts.ts';
import type { CalendarContext } from './read-free-busy.ts';
import { planningOfOne, readTeamOf, type AskedLead, type PlanningOfOne, type TeamOfOne } from './read-team-of.ts';
import { sideOf } from './record-evidence.ts';

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
  readonly team: TeamOfOne;
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
    const standing = await standingOf({ tx, conversation, personId, now });
    if (standing.kind !== 'open') return standing;
    const facts = await planningFactsOf({ tx, conversations: [conversation], now });
    return { kind: 'open' as const, side, facts, insteadOf: standing.event?.id ?? null };
  });
  if (begun.kind !== 'open') return begun;
  const lead = leadFor(begun.insteadOf);
  const read = await readTeamOf(context, { organizationId, facts: begun.facts, lead, now });
  return read.kind === 'read' ? { ...read, side: begun.side } : read;
}

export type Standing =
  /** `event` is the one they may take the place of; only who was asked picks then. */
  | { readonly kind: 'open'; readonly proposal: Proposal; readonly event: StoredEvent | null }
  | { readonly kind: 'settled' | 'closed' };

/** Whether a conversation has times for this person to pick from at this moment. */
export async function standingOf({
  tx,
  conversation,
  personId,
  now,
}: {
  tx: Transaction;
  conversation: Pick<StoredConversation, 'id' | 'state'>;
  personId: string;
  now: Temporal.Instant;
}): Promise<Standing> {
  if (conversation.state !== 'due' && conversation.state !== 'booked') return { kind: 'closed' };
  // In this order, whoever picks between the two readings is seen to have settled it.
  const proposal = await proposalStore(tx).latest(conversation.id);
  const [event = null] = await eventStore(tx).wantedOf([conversation.id]);
  const isOpen =
    proposal?.withdrawnAt === null &&
    proposal.pickedAt === null &&
    Temporal.Instant.compare(now, proposal.expiresAt) < 0;
  if (event === null) return isOpen && proposal.insteadOfId === null ? { kind: 'open', proposal, event } : closed;
  const isAsked = isOpen && proposal.insteadOfId === event.id && proposal.askedId === personId;
  return isAsked && proposal.stoodAt?.equals(event.startsAt) ? { kind: 'open', proposal, event } : { kind: 'settled' };
}

const closed = { kind: 'closed' } as const;

/** One conversation with its times, held still until the transaction ends, and everything that decides about them. */
export type LockedPicking = PlanningOfOne & {
  readonly kind: 'open';
  readonly conversation: StoredConversation;
  readonly proposal: Proposal;
  /** The event that would move; null where there is no date yet. */
  readonly event: StoredEvent | null;
};

/** What was read of the calendars before, with everything else as it is now: others may have been faster. */
export async function lockForPicking({
  tx,
  read,
  picking: { conversationId, personId },
  now,
}: {
  tx: Transaction;
  read: ReadForPicking;
  picking: Picking;
  now: Temporal.Instant;
}): Promise<LockedPicking | { readonly kind: 'settled' | 'closed' }> {
  const { manager } = read.team;
  const conversation = await conversationStore(tx).lock(conversationId);
  if (conversation?.managerId !== manager.id) return closed;
  await proposalStore(tx).lockDaysOf(manager.id);
  const standing = await standingOf({ tx, conversation, personId, now });
  if (standing.kind !== 'open') return standing;
  const insteadOf = standing.event?.id ?? null;
  const lead = leadFor(insteadOf);
  const planning = await planningOfOne({ tx, team: read.team, conversation, insteadOf, lead, now });
  return planning ? { ...planning, ...standing, conversation } : closed;
}

/** Both have known of a conversation that has a date since its invitation. */
function leadFor(insteadOf: string | null): AskedLead {
  return insteadOf === null ? 'full' : 'floor';
}
