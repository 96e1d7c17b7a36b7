import { conversationStore, type StoredConversation } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { eventStore, type StoredEvent } from '@throughline/db/event-store.ts';
import { standingEventStore, type Amendment } from '@throughline/db/standing-event-store.ts';
import { moveTo, unbook } from '@throughline/domain/conversation/conversation.ts';
import type { Transition } from '@throughline/domain/conversation/transition.ts';
import type { HistoryEntry, HistoryKind, JsonValue } from '@throughline/domain/conversation/history-entry.ts';
import { reconcile, type Decision } from '@throughline/domain/conversation/reconcile.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { answersTo, observationOf, recordOf, seenBeside } from './observed-state.ts';
import type { ObservedEvent } from './ports/calendar.ts';
import type { Sighting } from './read-changes.ts';

/** What decides about an edit besides the two versions of the event. */
export type Circumstances = {
  readonly policies: ReadonlyMap<string, Policy>;
  readonly reportTimeZone: string;
  /** Every address the report is known by. */
  readonly reportEmails: readonly string[];
  /** Whoever else of the organisation is invited: their addresses, in lower case. */
  readonly otherEmails: ReadonlySet<string>;
  /** Of these two people, around where the event stands now. */
  readonly oneOnOnes: readonly Interval[];
  readonly now: Temporal.Instant;
};

export type AppliedSighting =
  | { readonly kind: 'applied'; readonly decisions: readonly Decision[]; readonly toBeWritten: boolean }
  /** We are writing to this event, or did since it was read: look again. */
  | { readonly kind: 'unsettled' };

/**
 * Takes over what a person did to one event: conversation, event and history change together or not at all. An event
 * of ours that is just being written is compared later; that it is gone or declined counts at once.
 */
export async function applySighting({
  tx,
  sighting: { event, shown },
  circumstances,
}: {
  tx: Transaction;
  sighting: Sighting;
  circumstances: Circumstances;
}): Promise<AppliedSighting> {
  const { now, reportEmails, otherEmails } = circumstances;
  const conversation = await conversationStore(tx).lock(event.conversationId);
  const policy = conversation && circumstances.policies.get(conversation.policyId);
  if (!conversation || !policy) throw new Error(`Event ${event.id} has no conversation to stand for.`);
  const current = await eventStore(tx).byId(event.id);
  if (current?.desiredStep !== 'invited') return { kind: 'applied', decisions: [], toBeWritten: false };

  const decisions = reconcile({
    conversation,
    ours: recordOf(event),
    theirs: shown === 'gone' ? { kind: 'gone' } : observationOf({ event, observed: shown, reportEmails, otherEmails }),
    policy,
    oneOnOnes: circumstances.oneOnOnes,
    reportTimeZone: circumstances.reportTimeZone,
    now,
  });
  const lost = decisions.find((decision) => decision.kind === 'rebook');
  if (lost !== undefined) return giveUp({ tx, conversation, event, decision: lost, now });
  if (shown === 'gone') return { kind: 'applied', decisions, toBeWritten: false };

  const isBeingWritten = event.appliedVersion < event.desiredVersion;
  const amended = !isBeingWritten && (await amend({ tx, event, shown, reportEmails, decisions, now }));
  if (!amended) return { kind: 'unsettled' };
  await follow({ tx, conversation, decisions, now });
  return { kind: 'applied', decisions, toBeWritten: decisions.some((decision) => decision.kind === 'restore') };
}

/** The conversation needs another date; whatever still stands in a calendar goes, unless it is somebody else's now. */
async function giveUp({
  tx,
  conversation,
  event,
  decision,
  now,
}: {
  tx: Transaction;
  conversation: StoredConversation;
  event: StoredEvent;
  decision: Extract<Decision, { kind: 'rebook' }>;
  now: Temporal.Instant;
}): Promise<AppliedSighting> {
  const unbooked = unbook({ conversation, reason: decision.because, actor: decision.by, now });
  await save({ tx, before: conversation, transition: unbooked, now });
  if (decision.because === 'organizer_changed') await standingEventStore(tx).letGo({ id: event.id, now });
  await eventStore(tx).wantCancelled({ conversationIds: [conversation.id], now });
  return { kind: 'applied', decisions: [decision], toBeWritten: true };
}

async function amend({
  tx,
  event,
  shown,
  reportEmails,
  decisions,
  now,
}: {
  tx: Transaction;
  event: StoredEvent;
  shown: ObservedEvent;
  reportEmails: readonly string[];
  decisions: readonly Decision[];
  now: Temporal.Instant;
}): Promise<boolean> {
  const answers = answersTo({ observed: shown, reportEmails });
  const slot = slotAfter(decisions) ?? { start: event.startsAt, end: event.endsAt };
  const draft = { ...event.draft, ...slot };
  const changes: Amendment = {
    draft,
    startsAt: slot.start,
    endsAt: slot.end,
    etag: shown.etag,
    icalUid: shown.icalUid,
    conferenceUrl: shown.conferenceUrl ?? event.conferenceUrl,
    reportResponse: answers.report,
    organizerResponse: answers.manager,
    seenBeside: seenBeside({ event, observed: shown, reportEmails }),
    ...Object.assign({}, ...decisions.map((decision) => marksAfter({ decision, now }))),
  };
  const amended = await standingEventStore(tx).amend({ seen: event, changes, now });
  const isRestored = decisions.some((decision) => decision.kind === 'restore');
  if (amended && isRestored) await eventStore(tx).want({ id: event.id, draft, now });
  return amended;
}

/** Why the time is what it is, from then on: the reasons of the time before no longer hold. */
const movedByHand = ['It was moved in the manager’s calendar.'];

function slotAfter(decisions: readonly Decision[]): Interval | undefined {
  return decisions.find((decision) => decision.kind === 'accept_move' || decision.kind === 'ask_organizer')?.slot;
}

function marksAfter({ decision, now }: { decision: Decision; now: Temporal.Instant }): Amendment {
  switch (decision.kind) {
    case 'ask_organizer':
      return { asked: [...decision.reasons] };
    case 'distinct_again':
      return { asked: [...decision.stillAsked] };
    case 'restore':
      return { restoredAt: now };
    case 'flag':
      return { flagged: decision.what.join(' ') };
    case 'accept_move':
    case 'look_up':
    case 'rebook':
    case 'remove_copy':
      return {};
  }
}

/** The conversation goes where its event went, and its history says what was done about the rest. */
async function follow({
  tx,
  conversation,
  decisions,
  now,
}: {
  tx: Transaction;
  conversation: StoredConversation;
  decisions: readonly Decision[];
  now: Temporal.Instant;
}): Promise<void> {
  const slot = slotAfter(decisions);
  if (slot !== undefined) {
    const transition = moveTo({ conversation, slot, actor: 'manager', now });
    await save({ tx, before: conversation, transition, explanation: movedByHand, now });
  }
  const entries = decisions.flatMap((decision) => entryFor({ decision, now }) ?? []);
  await conversationStore(tx).addHistory(entries.map((entry) => ({ conversationId: conversation.id, entry })));
}

function entryFor({ decision, now }: { decision: Decision; now: Temporal.Instant }): HistoryEntry | null {
  const entry = (kind: HistoryKind, details: { readonly [key: string]: JsonValue }): HistoryEntry => ({
    kind,
    at: now,
    actor: 'throughline',
    details,
  });
  switch (decision.kind) {
    case 'ask_organizer':
      return entry('organizer_asked', { reasons: decision.reasons });
    case 'distinct_again':
      return entry('distinct_again', { stillAsked: decision.stillAsked });
    case 'restore':
      return entry('restored', { what: decision.what });
    case 'flag':
      return entry('flagged', { what: decision.what });
    case 'accept_move':
      return decision.pastDue ? entry('moved_past_due', {}) : null;
    case 'look_up':
    case 'rebook':
    case 'remove_copy':
      return null;
  }
}

async function save({
  tx,
  before,
  transition,
  explanation = before.explanation,
  now,
}: {
  tx: Transaction;
  before: StoredConversation;
  transition: Transition;
  explanation?: readonly string[];
  now: Temporal.Instant;
}): Promise<void> {
  if (transition.kind === 'refused') return;
  const after = { ...transition.next, explanation };
  await conversationStore(tx).save({ before, after, history: transition.history, now });
}
