import type { Policy } from '../policy/policy.ts';
import { isBefore } from '../time/local-date.ts';
import { hasEnded } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import { confirmationWindowEnd } from './outcome.ts';

/** What a conversation needs next so that the cadence holds; looking at a calendar, planning and mailing are the caller's. */
export type CadenceStep =
  | { readonly kind: 'nothing' }
  /** Its event's end has passed: ask the report. */
  | { readonly kind: 'await_confirmation' }
  /** Its confirmation window has closed: decide on what is known. */
  | { readonly kind: 'decide' }
  /** Needs a date, and nothing stands between now and planning it. `earliestStart` keeps full lead time. */
  | { readonly kind: 'find_a_date'; readonly earliestStart: Temporal.Instant; readonly late: boolean };

/** `today` is the report's local date; late means that a date with full lead time lies past the due date. */
export function keepCadence({
  conversation,
  policy,
  today,
  now,
}: {
  conversation: Conversation;
  policy: Policy;
  today: Temporal.PlainDate;
  now: Temporal.Instant;
}): CadenceStep {
  switch (conversation.state) {
    case 'due': {
      const { leadTimeDays, planningHorizonDays } = policy.rules;
      if (isBefore(today.add({ days: planningHorizonDays }), conversation.dueOn)) return { kind: 'nothing' };
      const late = isBefore(conversation.dueOn, today.add({ days: leadTimeDays }));
      return { kind: 'find_a_date', earliestStart: now.add({ hours: leadTimeDays * 24 }), late };
    }
    case 'booked':
      return hasEnded({ conversation, now }) ? { kind: 'await_confirmation' } : { kind: 'nothing' };
    case 'awaiting_confirmation':
      return hasWindowClosed({ conversation, policy, now }) ? { kind: 'decide' } : { kind: 'nothing' };
    case 'held':
    case 'unconfirmed':
    case 'exempt':
    case 'superseded':
    case 'closed':
      return { kind: 'nothing' };
  }
}

function hasWindowClosed({
  conversation,
  policy,
  now,
}: {
  conversation: Conversation;
  policy: Policy;
  now: Temporal.Instant;
}): boolean {
  if (conversation.endsAt === null) return false;
  return Temporal.Instant.compare(confirmationWindowEnd({ endsAt: conversation.endsAt, policy }), now) <= 0;
}

/**
 * Whether to offer the manager help in finding a time, through the manager's own manager. Moving is allowed, and so it is
 * the manager's moves that count, never the report's or ours; `helpOffered` keeps it to once a conversation.
 */
export function needsHelpWithMoves({
  conversation,
  policy,
  helpOffered,
}: {
  conversation: Conversation;
  policy: Policy;
  helpOffered: boolean;
}): boolean {
  return !helpOffered && conversation.managerMoves >= policy.rules.movesBeforeHelp;
}
