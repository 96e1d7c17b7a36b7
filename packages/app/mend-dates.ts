import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import { eventConflictStore } from '@throughline/db/event-conflict-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore, type StoredEvent } from '@throughline/db/event-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { proposalStore } from '@throughline/db/proposal-store.ts';
import { decideDate, type DateDecision } from '@throughline/domain/conversation/date-trouble.ts';
import { askAboutDate } from './ask-about-date.ts';
import { isServed } from './is-served.ts';
import { moveForAbsence } from './move-for-absence.ts';
import { recordOf } from './observed-state.ts';
import { planningFactsOf, type PlanningFacts } from './planning-facts.ts';
import type { PickingContext } from './read-for-picking.ts';
import { planningOfOne, readTeamOf, type PlanningOfOne } from './read-team-of.ts';
import { unreadForNow } from './unread-for-now.ts';

export type Trouble = {
  readonly event: StoredEvent;
  readonly conversation: StoredConversation;
  readonly decision: Exclude<DateDecision, { kind: 'leave' }>;
};

/** A trouble as it is under lock, with what is needed to find other times. */
export type LockedTrouble = Trouble & PlanningOfOne & { readonly tx: Transaction; readonly now: Temporal.Instant };

/**
 * Sees to booked dates that something stands in the way of: moves those that one of the two will be away for, and asks
 * about the others, once. Calendars are asked outside of any transaction, and what has changed meanwhile is left for
 * the next run. Answers how many were moved or asked about.
 */
export async function mendDates(
  context: PickingContext,
  { organizationId }: { organizationId: string },
): Promise<number> {
  const now = context.clock.now();
  const troubles = await context.db.inOrganization(organizationId, async (tx) => {
    const organization = await organizationStore(tx).byId(organizationId);
    if (!organization || !isServed(organization)) return [];
    await proposalStore(tx).withdrawIdle({ now });
    const found = await troublesAmong({ tx, events: await eventConflictStore(tx).troubled({ now }), now });
    const withFacts = [];
    for (const trouble of found) {
      const facts = await planningFactsOf({ tx, conversations: [trouble.conversation], now });
      withFacts.push({ ...trouble, facts });
    }
    return withFacts;
  });
  let mended = 0;
  for (const trouble of troubles) if (await mend(context, { organizationId, trouble, now })) mended += 1;
  return mended;
}

async function troublesAmong({
  tx,
  events,
  now,
}: {
  tx: Transaction;
  events: readonly StoredEvent[];
  now: Temporal.Instant;
}): Promise<readonly Trouble[]> {
  const eventIds = events.map(({ id }) => id);
  const conflicts = await eventConflictStore(tx).openOf(eventIds);
  const questions = await proposalStore(tx).questionsAbout(eventIds);
  const conversations = await conversationStore(tx).byIds(events.map(({ conversationId }) => conversationId));
  return events.flatMap((event) => {
    const conversation = conversations.find(({ id }) => id === event.conversationId);
    const about = questions.filter(({ insteadOfId }) => insteadOfId === event.id);
    const isOpen = about.some(({ withdrawnAt, pickedAt }) => withdrawnAt === null && pickedAt === null);
    if (!conversation) return [];
    const decision = decideDate({
      conversation,
      trouble: {
        conflicts: conflicts
          .filter(({ eventId }) => eventId === event.id)
          .map(({ kind, side, startsAt, endsAt }) => ({ kind, side, start: startsAt, end: endsAt })),
        asked: recordOf(event).asked,
        // Whoever picked where it stands now has answered, and knows what they left as it was.
        askedBefore: about.flatMap(({ stoodAt, pickedStartsAt, askedId, askedBecause }) =>
          [stoodAt, pickedStartsAt].some((place) => place?.equals(event.startsAt)) && askedBecause
            ? [{ side: askedId === conversation.reportId ? ('report' as const) : 'manager', because: askedBecause }]
            : [],
        ),
      },
      now,
    });
    if (decision.kind === 'leave' || (decision.kind === 'ask' && isOpen)) return [];
    return [{ event, conversation, decision }];
  });
}

async function mend(
  context: PickingContext,
  {
    organizationId,
    trouble: { facts, ...seen },
    now,
  }: { organizationId: string; trouble: Trouble & { readonly facts: PlanningFacts }; now: Temporal.Instant },
): Promise<boolean> {
  const read = await readTeamOf(context, { organizationId, facts, insteadOf: seen.event.id, now });
  if (read.kind !== 'read' || [...read.team.freeBusyOf.values()].some(unreadForNow)) return false;
  const { conversationId } = seen.event;
  const isMended = await context.db.inOrganization(organizationId, async (tx) => {
    const conversation = await conversationStore(tx).lock(conversationId);
    await proposalStore(tx).lockDaysOf(read.team.manager.id);
    const events = await eventStore(tx).wantedOf([conversationId]);
    const [trouble] = conversation ? await troublesAmong({ tx, events, now }) : [];
    if (trouble?.decision.kind !== seen.decision.kind || !trouble.event.startsAt.equals(seen.event.startsAt))
      return false;
    const insteadOf = trouble.event.id;
    const planning = await planningOfOne({ tx, team: read.team, conversation: trouble.conversation, insteadOf, now });
    if (planning?.manager.personId !== read.team.manager.id) return false;
    const locked: LockedTrouble = { ...trouble, ...planning, tx, now };
    return locked.decision.kind === 'move'
      ? moveForAbsence(locked)
      : askAboutDate(context, { organizationId, decision: locked.decision, locked });
  });
  if (isMended && seen.decision.kind === 'move') {
    await context.queue.wake({ name: 'book-conversation', organizationId, conversationId });
  }
  return isMended;
}
