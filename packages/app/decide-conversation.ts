import { randomUUIDv7 } from 'node:crypto';
import type { StoredConversation } from '@throughline/db/conversation-store.ts';
import { decide } from '@throughline/domain/conversation/conversation.ts';
import type { Changed } from '@throughline/domain/conversation/transition.ts';
import { nextDueDate } from '@throughline/domain/conversation/due-date.ts';
import type { Actor } from '@throughline/domain/conversation/history-entry.ts';
import { confirmationWindowEnd, visibleOutcome } from '@throughline/domain/conversation/outcome.ts';
import type { Evidence } from '@throughline/domain/conversation/outcome.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import type { OutcomeCircumstances } from './outcome-circumstances.ts';

/** One conversation decided, and the next one opened with its due date; stored together or not at all. */
export type DecidedConversation = {
  readonly before: StoredConversation;
  readonly decided: Changed;
  readonly successor: Changed;
  readonly dueWhy: readonly string[];
};

/** Null while the outcome still waits, or where the conversation has none to come. */
export function decideConversation({
  conversation,
  evidence,
  circumstances,
  actor,
  now,
}: {
  conversation: StoredConversation;
  evidence: readonly Evidence[];
  circumstances: OutcomeCircumstances;
  actor: Actor;
  now: Temporal.Instant;
}): DecidedConversation | null {
  const { startsAt, endsAt, reportId } = conversation;
  if (startsAt === null || endsAt === null) return null;
  const { policy, nextPolicy, nextManagerId, isDistinct, leaves, isHoliday, today, reportTimeZone } = circumstances;
  const windowEndsAt = confirmationWindowEnd({ endsAt, policy });
  const outcome = visibleOutcome({ evidence, now, windowEndsAt, isDistinct });
  if (outcome.state === 'wait') return null;

  const tookPlaceOn = localDateOf({ instant: startsAt, timeZone: reportTimeZone });
  const due = nextDueDate({
    reportId,
    heldOn: tookPlaceOn,
    next: outcome.nextDue,
    policy: nextPolicy,
    leaves,
    isHoliday,
    today,
  });
  const successor = { id: randomUUIDv7(), managerId: nextManagerId(due.dueOn), policyId: nextPolicy.id, due };
  const succession = decide({ conversation, outcome, tookPlaceOn, successor, actor, now });
  if (succession.kind === 'refused') return null;
  return { before: conversation, decided: succession, successor: succession.successor, dueWhy: due.why };
}
