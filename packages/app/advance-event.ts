import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventLeaseStore } from '@throughline/db/event-lease-store.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { book, waitFor } from '@throughline/domain/conversation/conversation.ts';
import type { AppContext } from './context.ts';
import { leaseEvent, type EventCase } from './event-case.ts';
import { nextAttemptAfter } from './event-trouble.ts';
import { CalendarError } from './ports/calendar-error.ts';
import type { EventStep, ObservedEvent } from './ports/calendar.ts';
import { takeEventStep, type StepTaken } from './take-event-step.ts';

export type AdvanceContext = Pick<AppContext, 'db' | 'clock' | 'calendars' | 'keyring' | 'log'>;

export type AdvancedEvent =
  /** Nothing was to do, or somebody else was at it. */
  | 'nothing'
  /** One step on the way; another follows. */
  | 'on_its_way'
  | 'stands'
  | 'cancelled'
  /** Given up for another slot before anything was sent. */
  | 'to_be_replanned'
  | 'postponed'
  /** Somebody else took over meanwhile; nothing of this try was stored. */
  | 'lease_lost';

/**
 * Takes one event one step further under its lease. No transaction is open while the provider is asked, and what
 * comes of it is stored only if the lease still stands. Booked means invited: the conversation has its date in the
 * same transaction in which the invitation is known to have left.
 */
export async function advanceEvent(
  context: AdvanceContext,
  input: { organizationId: string; eventId: string },
): Promise<AdvancedEvent> {
  const eventCase = await leaseEvent(context, input);
  if (!eventCase) return 'nothing';
  try {
    const taken = await takeEventStep(context, eventCase);
    return await commit(context, { eventCase, taken });
  } catch (error) {
    if (error instanceof CalendarError) return postpone(context, { eventCase, error });
    throw error;
  }
}

async function commit(
  { db }: AdvanceContext,
  { eventCase, taken }: { eventCase: EventCase; taken: StepTaken },
): Promise<AdvancedEvent> {
  const { organizationId, event, now } = eventCase;
  const lease = { eventId: event.id, leaseNumber: event.leaseNumber };
  return db.inOrganization(organizationId, async (tx) => {
    const events = eventLeaseStore(tx);
    const conversation = await conversationStore(tx).lock(event.conversationId);
    if (!conversation) throw new Error(`Event ${event.id} has no conversation.`);
    const store = (changes: Parameters<typeof events.commit>[0]['changes']) =>
      events.commit({ lease, changes: { ...untroubled, ...changes }, now });

    switch (taken.kind) {
      case 'stands': {
        const stored = await store(standing({ eventCase, ...taken }));
        if (!stored) return 'lease_lost';
        if (taken.step !== 'invited') return 'on_its_way';
        await bookWith({ tx, conversation, observed: taken.observed, now });
        return event.step === 'invited' && event.appliedAgendaVersion < event.agendaVersion ? 'on_its_way' : 'stands';
      }
      // What else somebody did to the entry is left for the next reading of the calendar, its etag included.
      case 'agenda_revised':
        return (await store({ appliedAgendaVersion: event.agendaVersion })) ? 'stands' : 'lease_lost';
      // Its etag is not known, so that the next reading takes over where it stands; what was to be put back may be again.
      case 'gave_way': {
        const restoredAt = taken.isMarked ? event.restoredAt : null;
        const stored = await store({ appliedVersion: event.desiredVersion, etag: null, restoredAt });
        return stored ? 'stands' : 'lease_lost';
      }
      case 'cancelled':
        return (await store({ step: 'cancelled', appliedVersion: event.desiredVersion, cancelledAt: now }))
          ? 'cancelled'
          : 'lease_lost';
      case 'id_used_up': {
        const { generation, idempotencyId } = taken;
        const stored = await store({ generation, idempotencyId, step: 'planned', providerEventId: null });
        return stored ? 'on_its_way' : 'lease_lost';
      }
      case 'stale': {
        const gone = { step: 'cancelled', desiredStep: 'cancelled', appliedVersion: event.desiredVersion } as const;
        if (!(await store({ ...gone, cancelledAt: now, lastError: taken.why }))) return 'lease_lost';
        await lookAgain({ tx, conversation, why: taken.why, now });
        return 'to_be_replanned';
      }
    }
  });
}

const untroubled = { attempts: 0, nextAttemptAt: null, lastError: null };

function standing({
  eventCase: { event, report, now },
  step,
  observed,
  mayHoldEdits,
}: {
  eventCase: EventCase;
  step: EventStep;
  observed: ObservedEvent;
  mayHoldEdits: boolean;
}) {
  const { providerEventId, icalUid, etag, conferenceUrl } = observed;
  const answer = observed.attendees.find(({ email }) => email.toLowerCase() === report.workEmail);
  const { start, end } = event.draft;
  // A series keeps to its weekdays, so it can stand elsewhere than it was put: the next reading takes that over.
  const isElsewhere = event.step === 'invited' && !(observed.start.equals(start) && observed.end.equals(end));
  return {
    step,
    providerEventId,
    icalUid,
    // Without its etag everything about it is news to the next reading.
    etag: isElsewhere || mayHoldEdits ? null : etag,
    conferenceUrl,
    startsAt: isElsewhere ? event.startsAt : observed.start,
    endsAt: isElsewhere ? event.endsAt : observed.end,
    stoodFrom: observed.start,
    stoodUntil: observed.end,
    reportResponse: answer?.response ?? event.reportResponse,
    ...(event.step === 'planned' ? { appliedAgendaVersion: event.agendaVersion } : {}),
    ...(step === 'invited'
      ? { appliedVersion: event.desiredVersion, invitedAt: event.invitedAt ?? now, heldUntil: null }
      : {}),
  };
}

/** An update of a standing event books nothing anew. The event a former manager had sent goes once this one is out. */
async function bookWith({
  tx,
  conversation,
  observed,
  now,
}: {
  tx: Transaction;
  conversation: StoredConversation;
  observed: ObservedEvent;
  now: Temporal.Instant;
}): Promise<void> {
  const conversations = conversationStore(tx);
  const slot = { start: observed.start, end: observed.end };
  const booked = book({ conversation, slot, now });
  if (booked.kind === 'refused') return;
  await conversations.save({ before: conversation, after: booked.next, history: booked.history, now });
  const previous = conversation.previousId && (await conversations.byId(conversation.previousId));
  if (previous && previous.state === 'superseded') {
    await eventStore(tx).wantCancelled({ conversationIds: [previous.id], now });
  }
}

async function lookAgain({
  tx,
  conversation,
  why,
  now,
}: {
  tx: Transaction;
  conversation: StoredConversation;
  why: string;
  now: Temporal.Instant;
}): Promise<void> {
  if (conversation.state !== 'due') return;
  const waiting = waitFor({ conversation, reason: 'not_yet_planned', now });
  const after = waiting.kind === 'changed' ? waiting.next : conversation;
  const history = waiting.kind === 'changed' ? waiting.history : null;
  await conversationStore(tx).save({
    before: conversation,
    after: { ...after, explanation: [why], planTriedAt: null, planAgainAt: null },
    history,
    now,
  });
}

async function postpone(
  { db, clock, log }: AdvanceContext,
  { eventCase, error }: { eventCase: EventCase; error: CalendarError },
): Promise<AdvancedEvent> {
  const { organizationId, event, now } = eventCase;
  const { attempts, leaseNumber, conversationId, id: eventId } = event;
  log.warn({ organizationId, conversationId, eventId, kind: error.kind, attempts }, 'An event has to wait.');
  const nextAttemptAt = nextAttemptAfter({ error, attempts, wall: clock.wall() });
  const stored = await db.inOrganization(organizationId, (tx) =>
    eventLeaseStore(tx).commit({
      lease: { eventId, leaseNumber },
      changes: { nextAttemptAt, lastError: error.kind },
      now,
    }),
  );
  return stored ? 'postponed' : 'lease_lost';
}
