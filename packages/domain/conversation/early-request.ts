import type { Policy } from '../policy/policy.ts';
import { isBefore } from '../time/local-date.ts';
import { changeDueDate } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import type { Changed } from './transition.ts';

export type EarlyRequest =
  | Changed
  /** An event is in the calendars, and it can be moved there. */
  | { readonly kind: 'has_a_date'; readonly startsAt: Temporal.Instant }
  /** As early as lead time allows already, or over. */
  | { readonly kind: 'as_early_as_possible' };

/**
 * The report asks for the conversation sooner: due as soon as lead time allows, and never counted as proactive.
 * The manager learns that the report asked, and the report is told so before asking. `today` is the report's.
 */
export function requestEarly({
  conversation,
  policy,
  today,
  now,
}: {
  conversation: Conversation;
  policy: Policy;
  today: Temporal.PlainDate;
  now: Temporal.Instant;
}): EarlyRequest {
  if (conversation.state === 'booked' && conversation.startsAt)
    return { kind: 'has_a_date', startsAt: conversation.startsAt };
  const dueOn = today.add({ days: policy.rules.leadTimeDays });
  if (!isBefore(dueOn, conversation.dueOn)) return { kind: 'as_early_as_possible' };
  const due = { dueOn, why: ['Asked for by the report.'] };
  const moved = changeDueDate({ conversation: { ...conversation, earlyRequest: true }, due, actor: 'report', now });
  return moved.kind === 'changed' ? moved : { kind: 'as_early_as_possible' };
}
