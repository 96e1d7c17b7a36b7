import type { ExemptionCategory } from '../people/exemption.ts';
import type { Interval } from '../time/interval.ts';
import type { DueDate, LeaveShift } from './due-date.ts';
import type { Actor, HistoryEntry } from './history-entry.ts';
import type { DecidedOutcome } from './outcome.ts';
import { changed, refused } from './transition.ts';
import type { Changed, ClosingReason, Succession, Successor, Transition, UnbookReason } from './transition.ts';

export const openStates = ['due', 'booked', 'awaiting_confirmation'] as const;
export const terminalStates = ['held', 'unconfirmed', 'exempt', 'superseded', 'closed'] as const;
export type OpenState = (typeof openStates)[number];
export type TerminalState = (typeof terminalStates)[number];
export type ConversationState = OpenState | TerminalState;

/** How a conversation is known to have taken place. `none`: nobody said so. */
export const grades = ['confirmed', 'confirmed_by_both', 'attendance', 'claimed', 'none'] as const;
export type Grade = (typeof grades)[number];

/** Why a due conversation has no date yet; each is a sentence on the conversation's page. */
export const waitingReasons = [
  'manager_not_connected',
  'admin_consent_needed',
  'calendar_unknown',
  'no_common_time',
  'no_time_zone',
  'manager_unknown',
  'manager_inactive',
  'manager_away',
  'first_plan_hold',
  'not_yet_planned',
  'beyond_horizon',
  'on_leave',
  'capacity',
] as const;
export type WaitingReason = (typeof waitingReasons)[number];

/** One obligation of one report, from due to an outcome. */
export type Conversation = {
  readonly id: string;
  readonly reportId: string;
  /** `null` while the report has no manager Throughline knows. */
  readonly managerId: string | null;
  readonly policyId: string;
  /** 1 for a report's first conversation; each successor counts on. */
  readonly sequence: number;
  readonly state: ConversationState;
  /** Inclusive, in the report's zone. */
  readonly dueOn: Temporal.PlainDate;
  /** What leave has done to `dueOn`; `null` where leave does not move it. */
  readonly leaveShift: LeaveShift | null;
  /** Asked for by the report ahead of need: never counted as proactive. */
  readonly earlyRequest: boolean;
  /** The present event; both `null` unless one was invited. */
  readonly startsAt: Temporal.Instant | null;
  readonly endsAt: Temporal.Instant | null;
  /** When the present event's invitations first went out. Moving it changes nothing here. */
  readonly bookedAt: Temporal.Instant | null;
  /** Local date in the report's zone. */
  readonly heldOn: Temporal.PlainDate | null;
  readonly grade: Grade | null;
  readonly waitingFor: WaitingReason | null;
  readonly openedAt: Temporal.Instant;
  readonly closedAt: Temporal.Instant | null;
  /** Moves the manager made, over all events of this conversation. */
  readonly managerMoves: number;
};

type Given = { readonly conversation: Conversation; readonly now: Temporal.Instant };

export function isOpen(conversation: Pick<Conversation, 'state'>): boolean {
  return (openStates as readonly ConversationState[]).includes(conversation.state);
}

/** Whether the present event's end is behind us: from here on only an outcome, or moving the event on, follows. */
export function hasEnded({ conversation, now }: Given): boolean {
  return conversation.endsAt !== null && Temporal.Instant.compare(conversation.endsAt, now) <= 0;
}

/** Opens a conversation. A report has at most one open; the database's unique index holds that. */
export function open({
  due,
  now,
  actor = 'throughline',
  ...identity
}: Pick<Conversation, 'id' | 'reportId' | 'managerId' | 'policyId' | 'sequence' | 'earlyRequest'> & {
  due: DueDate;
  now: Temporal.Instant;
  actor?: Actor;
}): Changed {
  const opened: Conversation = {
    ...identity,
    state: 'due',
    dueOn: due.dueOn,
    leaveShift: due.leaveShift ?? null,
    startsAt: null,
    endsAt: null,
    bookedAt: null,
    heldOn: null,
    grade: null,
    waitingFor: 'not_yet_planned',
    openedAt: now,
    closedAt: null,
    managerMoves: 0,
  };
  return changed(opened, { kind: 'opened', at: now, actor, details: { dueOn: due.dueOn.toString(), why: due.why } });
}

/** Says why a due conversation has no date. */
export function waitFor({ conversation, reason, now }: Given & { readonly reason: WaitingReason }): Transition {
  if (conversation.state !== 'due') return refused('wrong_state');
  if (conversation.waitingFor === reason) return refused('nothing_changes');
  return changed(
    { ...conversation, waitingFor: reason },
    { kind: 'waiting', at: now, actor: 'throughline', details: { reason } },
  );
}

/** Both are invited. An event that is only planned or created books nothing. */
export function book({ conversation, slot, now }: Given & { readonly slot: Interval }): Transition {
  if (conversation.state !== 'due') return refused('wrong_state');
  if (hasPassed(slot.end, now)) return refused('end_has_passed');
  return changed(
    { ...conversation, state: 'booked', startsAt: slot.start, endsAt: slot.end, bookedAt: now, waitingFor: null },
    { kind: 'booked', at: now, actor: 'throughline', details: timesOf(slot) },
  );
}

/**
 * The event stands at another time, earlier or later. Moved on after its end had passed, it is still to come:
 * the conversation is booked again, and whoever moved it is on record as having done so.
 */
export function moveTo({
  conversation,
  slot,
  actor,
  now,
}: Given & { readonly slot: Interval; readonly actor: Actor }): Transition {
  const { state, startsAt, endsAt } = conversation;
  if (startsAt === null || endsAt === null) return refused('wrong_state');
  if (state !== 'booked' && state !== 'awaiting_confirmation') return refused('wrong_state');
  if (startsAt.equals(slot.start) && endsAt.equals(slot.end)) return refused('nothing_changes');
  if (state === 'awaiting_confirmation' && hasPassed(slot.end, now)) return refused('end_has_passed');
  const managerMoves = conversation.managerMoves + (actor === 'manager' ? 1 : 0);
  return changed(
    { ...conversation, state: 'booked', startsAt: slot.start, endsAt: slot.end, managerMoves },
    { kind: 'moved', at: now, actor, details: { ...timesOf(slot), from: timesOf({ start: startsAt, end: endsAt }) } },
  );
}

/** The event is gone and the conversation needs another; only before its end has passed. */
export function unbook({
  conversation,
  reason,
  actor,
  now,
}: Given & { readonly reason: UnbookReason; readonly actor: Actor }): Transition {
  if (conversation.state !== 'booked') return refused('wrong_state');
  if (hasEnded({ conversation, now })) return refused('end_has_passed');
  return changed(
    { ...conversation, state: 'due', startsAt: null, endsAt: null, bookedAt: null, waitingFor: 'not_yet_planned' },
    { kind: 'unbooked', at: now, actor, details: { reason } },
  );
}

/** The event's end has passed, which says nothing about whether they talked. */
export function end({ conversation, now }: Given): Transition {
  if (conversation.state !== 'booked') return refused('wrong_state');
  if (!hasEnded({ conversation, now })) return refused('end_has_not_passed');
  return changed(
    { ...conversation, state: 'awaiting_confirmation' },
    { kind: 'ended', at: now, actor: 'throughline', details: {} },
  );
}

/** `tookPlaceOn` is the event's date in the report's zone; it becomes `heldOn` only where the outcome is held. */
export function decide({
  conversation,
  outcome,
  tookPlaceOn,
  successor,
  actor,
  now,
}: Given & {
  readonly outcome: DecidedOutcome;
  readonly tookPlaceOn: Temporal.PlainDate;
  readonly successor: Successor;
  readonly actor: Actor;
}): Succession {
  if (conversation.state !== 'awaiting_confirmation') return refused('wrong_state');
  const decided = changed(
    { ...conversation, ...stateAfter({ outcome, tookPlaceOn }), closedAt: now },
    { kind: outcome.state, at: now, actor, details: { grade: outcome.grade } },
  );
  return { ...decided, successor: succeed({ conversation, successor, now }) };
}

/** Changes an outcome already decided; nothing reopens and no second successor opens. `answer-late.ts` says when. */
export function reviseOutcome({
  conversation,
  outcome,
  tookPlaceOn,
  actor,
  now,
}: Given & {
  readonly outcome: DecidedOutcome;
  readonly tookPlaceOn: Temporal.PlainDate;
  readonly actor: Actor;
}): Transition {
  if (conversation.state !== 'held' && conversation.state !== 'unconfirmed') return refused('wrong_state');
  if (conversation.state === outcome.state && conversation.grade === outcome.grade) return refused('nothing_changes');
  return changed(
    { ...conversation, ...stateAfter({ outcome, tookPlaceOn }) },
    { kind: 'outcome_changed', at: now, actor, details: { state: outcome.state, grade: outcome.grade } },
  );
}

/** Nobody asks this report now; the next conversation opens when the exemption ends. */
export function exempt({ conversation, category, now }: Given & { readonly category: ExemptionCategory }): Transition {
  return endWithoutOutcome({ conversation, state: 'exempt', actor: 'hr', details: { category }, now });
}

/** There will be no conversation, and none after it: the report left, or nobody asks for one any more. */
export function close({ conversation, reason, now }: Given & { readonly reason: ClosingReason }): Transition {
  if (!isOpen(conversation)) return refused('wrong_state');
  return changed(
    { ...conversation, state: 'closed', closedAt: now, waitingFor: null },
    { kind: 'closed', at: now, actor: 'throughline', details: { reason } },
  );
}

/** Another due date for the same obligation: leave, another policy, a deferral, a late answer. The event stays where it is. */
export function changeDueDate({
  conversation,
  due,
  actor,
  now,
}: Given & { readonly due: DueDate; readonly actor: Actor }): Transition {
  if (conversation.state !== 'due' && conversation.state !== 'booked') return refused('wrong_state');
  if (conversation.dueOn.equals(due.dueOn)) return refused('nothing_changes');
  return changed(
    { ...conversation, dueOn: due.dueOn, leaveShift: due.leaveShift ?? null },
    {
      kind: 'due_date_changed',
      at: now,
      actor,
      details: { from: conversation.dueOn.toString(), dueOn: due.dueOn.toString(), why: due.why },
    },
  );
}

/** For `supersede.ts` too. */
export function endWithoutOutcome({
  conversation,
  state,
  actor,
  details,
  now,
}: Given & {
  readonly state: 'superseded' | 'exempt';
  readonly actor: Actor;
  readonly details: HistoryEntry['details'];
}): Transition {
  if (conversation.state !== 'due' && conversation.state !== 'booked') return refused('wrong_state');
  if (hasEnded({ conversation, now })) return refused('end_has_passed');
  return changed({ ...conversation, state, closedAt: now, waitingFor: null }, { kind: state, at: now, actor, details });
}

/** The conversation that follows; for `supersede.ts` too. */
export function succeed({ conversation, successor, now }: Given & { readonly successor: Successor }): Changed {
  return open({
    ...successor,
    reportId: conversation.reportId,
    sequence: conversation.sequence + 1,
    earlyRequest: false,
    now,
  });
}

function stateAfter({ outcome, tookPlaceOn }: { outcome: DecidedOutcome; tookPlaceOn: Temporal.PlainDate }) {
  return { state: outcome.state, grade: outcome.grade, heldOn: outcome.state === 'held' ? tookPlaceOn : null };
}

function hasPassed(end: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(end, now) <= 0;
}

function timesOf({ start, end }: Interval) {
  return { start: start.toString(), end: end.toString() };
}
