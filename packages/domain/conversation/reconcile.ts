import type { Policy } from '../policy/policy.ts';
import { minutesOf, overlaps } from '../time/interval.ts';
import type { Interval } from '../time/interval.ts';
import { isBefore, localDateOf } from '../time/local-date.ts';
import { hasEnded } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import { keepsLead } from './lead-time.ts';
import type { AskReason, EventRecord, Observation, ObservedEvent } from './observed-event.ts';

/** One thing to do about a person's edit. Several edits at once give several decisions, in the order to carry them out. */
export type Decision =
  /** Ask the provider for the event by its id; only that answer tells gone from moved out of sight. */
  | { readonly kind: 'look_up' }
  /** Somebody copied the event, marker and all: delete the copy without mailing anyone. */
  | { readonly kind: 'remove_copy'; readonly providerEventId: string }
  /** Back to due, and another date with full lead time. */
  | {
      readonly kind: 'rebook';
      readonly because: 'declined' | 'deleted' | 'cancelled' | 'organizer_changed';
      readonly by: 'manager' | 'report';
    }
  /** A move within policy. `pastDue` is counted. Only the organizer can move the event, so the move is the manager's. */
  | { readonly kind: 'accept_move'; readonly slot: Interval; readonly pastDue: boolean }
  /**
   * Ask the organizer, with the next-best slots. The event stays at `slot`, where they put it; meanwhile it is not
   * distinct, and the conversation counts only by the report's word.
   */
  | { readonly kind: 'ask_organizer'; readonly reasons: readonly AskReason[]; readonly slot: Interval }
  /** What the organizer was asked about is settled; `stillAsked` is what is not. */
  | { readonly kind: 'distinct_again'; readonly stillAsked: readonly AskReason[] }
  /** Put back what was stripped, once and with a note. */
  | { readonly kind: 'restore'; readonly what: readonly Stripped[] }
  | { readonly kind: 'flag'; readonly what: readonly Stripped[] };

export type Stripped = 'privacy' | 'category' | 'marker';

/**
 * What follows from an event as it is found in the calendar; nothing, when only title, colour, place or text changed.
 * Safe to repeat: once its decisions are recorded in `ours` and `conversation`, the same observation gives none.
 */
export function reconcile({
  conversation,
  ours,
  theirs,
  policy,
  oneOnOnes,
  reportTimeZone,
  now,
}: {
  conversation: Conversation;
  ours: EventRecord;
  theirs: Observation;
  policy: Policy;
  oneOnOnes: readonly Interval[];
  reportTimeZone: string;
  now: Temporal.Instant;
}): readonly Decision[] {
  if (conversation.state !== 'booked' && conversation.state !== 'awaiting_confirmation') return [];
  if (theirs.kind === 'missing') return [{ kind: 'look_up' }];
  const isOver = conversation.state === 'awaiting_confirmation' || hasEnded({ conversation, now });
  if (theirs.kind === 'gone') return isOver ? [] : [{ kind: 'rebook', because: 'deleted', by: 'manager' }];
  if (theirs.providerEventId !== ours.providerEventId)
    return [{ kind: 'remove_copy', providerEventId: theirs.providerEventId }];

  const isStillToCome = !isOver || (hasMoved({ ours, theirs }) && Temporal.Instant.compare(now, theirs.end) < 0);
  if (!isStillToCome) return [];
  return (
    refusalOf(theirs) ?? [
      ...reconcilePlace({ conversation, ours, theirs, policy, oneOnOnes, reportTimeZone, now }),
      ...reconcileMarks({ ours, theirs }),
    ]
  );
}

/**
 * Tentative and silent are kept. A report who is taken off the list has been told that the event is off, so for them it
 * is cancelled. An event that somebody else organizes now lives on without us.
 */
function refusalOf(theirs: ObservedEvent): readonly Decision[] | null {
  if (theirs.cancelled) return [{ kind: 'rebook', because: 'cancelled', by: 'manager' }];
  if (theirs.organizer !== 'manager') return [{ kind: 'rebook', because: 'organizer_changed', by: 'manager' }];
  if (theirs.invited === 'nobody' || theirs.invited === 'only_others')
    return [{ kind: 'rebook', because: 'cancelled', by: 'manager' }];
  if (theirs.responses.report === 'declined') return [{ kind: 'rebook', because: 'declined', by: 'report' }];
  if (theirs.responses.manager === 'declined') return [{ kind: 'rebook', because: 'declined', by: 'manager' }];
  return null;
}

type Placed = {
  readonly conversation: Conversation;
  readonly ours: EventRecord;
  readonly theirs: ObservedEvent;
  readonly policy: Policy;
  readonly oneOnOnes: readonly Interval[];
  readonly reportTimeZone: string;
  readonly now: Temporal.Instant;
};

function reconcilePlace({
  conversation,
  ours,
  theirs,
  policy,
  oneOnOnes,
  reportTimeZone,
  now,
}: Placed): readonly Decision[] {
  const slot = { start: theirs.start, end: theirs.end };
  const moved = hasMoved({ ours, theirs });
  const reasons = [
    ...reasonsInItsShape({ theirs, policy }),
    ...reasonsInItsTime({ conversation, ours, theirs, policy, oneOnOnes, reportTimeZone, now }),
  ];
  const isNews = moved || reasons.some((reason) => !ours.asked.includes(reason));
  if (reasons.length > 0 && isNews) return [{ kind: 'ask_organizer', reasons, slot }];

  const decisions: Decision[] = [];
  if (moved) {
    const pastDue = isBefore(conversation.dueOn, localDateOf({ instant: slot.start, timeZone: reportTimeZone }));
    decisions.push({ kind: 'accept_move', slot, pastDue });
  }
  if (reasons.length < ours.asked.length) decisions.push({ kind: 'distinct_again', stillAsked: reasons });
  return decisions;
}

function reasonsInItsShape({ theirs, policy }: { theirs: ObservedEvent; policy: Policy }): readonly AskReason[] {
  const reasons: AskReason[] = [];
  if (theirs.allDay) reasons.push('all_day');
  if (theirs.recurring) reasons.push('recurring');
  if (minutesOf(theirs) < policy.rules.durationFloorMinutes) reasons.push('shortened');
  if (theirs.invited === 'others') reasons.push('not_between_two');
  return reasons;
}

/** Where the event stands matters when somebody puts it there: a 1:1 that moves onto it later is not an edit of ours. */
function reasonsInItsTime({
  conversation,
  ours,
  theirs,
  policy,
  oneOnOnes,
  reportTimeZone,
  now,
}: Placed): readonly AskReason[] {
  if (!hasMoved({ ours, theirs })) return ours.asked.filter((reason) => ofItsTime.has(reason));
  const reasons: AskReason[] = [];
  if (oneOnOnes.some((oneOnOne) => overlaps(oneOnOne, theirs))) reasons.push('onto_one_on_one');
  const { bookedAt } = conversation;
  const floor = policy.rules.leadTimeFloorDays;
  if (bookedAt && !keepsLead({ invitedAt: bookedAt, startsAt: theirs.start, days: floor }))
    reasons.push('inside_lead_floor');
  if (isPutOntoToday({ ours, theirs, timeZone: reportTimeZone, now })) reasons.push('onto_today');
  return reasons;
}

const ofItsTime: ReadonlySet<AskReason> = new Set(['onto_one_on_one', 'inside_lead_floor', 'onto_today']);

/** Nothing is entered for today or for what is over, however long ago the invitation left. Within its own day it may move. */
function isPutOntoToday({
  ours,
  theirs,
  timeZone,
  now,
}: {
  ours: EventRecord;
  theirs: ObservedEvent;
  timeZone: string;
  now: Temporal.Instant;
}): boolean {
  const [stood, stands, today] = [ours.start, theirs.start, now].map((instant) => localDateOf({ instant, timeZone }));
  return isBefore(stands!, stood!) && !isBefore(today!, stands!);
}

function reconcileMarks({ ours, theirs }: { ours: EventRecord; theirs: ObservedEvent }): readonly Decision[] {
  const what: Stripped[] = [];
  if (ours.private && !theirs.private) what.push('privacy');
  if (ours.category !== null && theirs.category !== ours.category) what.push('category');
  if (!theirs.marked) what.push('marker');
  if (what.length === 0) return [];
  if (!ours.restored) return [{ kind: 'restore', what }];
  return ours.flagged ? [] : [{ kind: 'flag', what }];
}

function hasMoved({ ours, theirs }: { ours: EventRecord; theirs: ObservedEvent }): boolean {
  return !ours.start.equals(theirs.start) || !ours.end.equals(theirs.end);
}
