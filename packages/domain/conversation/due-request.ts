import type { Policy } from '../policy/policy.ts';
import { isBefore } from '../time/local-date.ts';
import { changeDueDate, hasEnded, unbook } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import type { Changed } from './transition.ts';

/** Another due date, asked for by one of the two; `as_before` takes back what was asked for. */
export type DueRequest = {
  readonly kind: 'sooner' | 'later' | 'as_before';
  readonly dueOn: Temporal.PlainDate;
  /** What `as_before` brings again. */
  readonly before: Pick<Conversation, 'leaveShift' | 'earlyRequest'>;
};

export type Sooner =
  | { readonly kind: 'possible'; readonly dueOn: Temporal.PlainDate }
  /** It is in the calendars, or on its way there, and can be moved. */
  | { readonly kind: 'has_a_date' }
  /** As early as lead time allows already, or over. */
  | { readonly kind: 'as_early_as_possible' };

/** The words of every due date that changed, whoever asked and why: the history does not tell one from another. */
export const anotherDueDate = 'Another due date was set.';

/** When it would be due if either asked for it sooner: as soon as lead time allows. `today` is the report's. */
export function soonerDueDate({
  conversation,
  hasEvent,
  policy,
  today,
}: {
  conversation: Conversation;
  hasEvent: boolean;
  policy: Policy;
  today: Temporal.PlainDate;
}): Sooner {
  if (conversation.state === 'booked' || (conversation.state === 'due' && hasEvent)) return { kind: 'has_a_date' };
  const dueOn = today.add({ days: policy.rules.leadTimeDays });
  const isSooner = conversation.state === 'due' && isBefore(dueOn, conversation.dueOn);
  return isSooner ? { kind: 'possible', dueOn } : { kind: 'as_early_as_possible' };
}

/**
 * How far the report may put it off, without a reason: to the policy's gap ceiling, counted from the last one held or,
 * before a first, from when one was first opened for them. `null` where that is no later than now.
 */
export function latestDueDate({
  conversation,
  lastHeldOn,
  firstOpenedOn,
  policy,
  now,
}: {
  conversation: Conversation;
  lastHeldOn: Temporal.PlainDate | null;
  firstOpenedOn: Temporal.PlainDate;
  policy: Policy;
  now: Temporal.Instant;
}): Temporal.PlainDate | null {
  if (conversation.state !== 'due' && conversation.state !== 'booked') return null;
  if (hasEnded({ conversation, now })) return null;
  const ceiling = (lastHeldOn ?? firstOpenedOn).add({ days: policy.rules.gapCeilingDays });
  return isBefore(conversation.dueOn, ceiling) ? ceiling : null;
}

/**
 * What a request comes to, one transition after the other; none where the conversation is past it. Put off, a date that
 * stands is taken away, so that another is found before the new due date. Asked for sooner, it never counts as proactive.
 */
export function carryOut({
  conversation,
  request: { kind, dueOn, before },
  now,
}: {
  conversation: Conversation;
  request: DueRequest;
  now: Temporal.Instant;
}): readonly Changed[] {
  if (hasEnded({ conversation, now })) return [];
  if (kind === 'sooner' && (conversation.state !== 'due' || !isBefore(dueOn, conversation.dueOn))) return [];
  if (kind === 'later' && !isBefore(conversation.dueOn, dueOn)) return [];
  const steps: Changed[] = [];
  if (kind === 'later') {
    const unbooked = unbook({ conversation, reason: 'another_date', actor: 'throughline', now });
    if (unbooked.kind === 'changed') steps.push(unbooked);
  }
  const standing = steps.at(-1)?.next ?? conversation;
  const { leaveShift, earlyRequest } =
    kind === 'as_before' ? before : { leaveShift: null, earlyRequest: standing.earlyRequest };
  const due = { dueOn, why: [anotherDueDate], ...(leaveShift ? { leaveShift } : {}) };
  const changed = changeDueDate({
    conversation: { ...standing, earlyRequest: kind === 'sooner' || earlyRequest },
    due,
    actor: 'throughline',
    now,
  });
  return changed.kind === 'changed' ? [...steps, changed] : [];
}
