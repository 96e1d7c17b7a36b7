import type { Conversation } from '@throughline/domain/conversation/conversation.ts';
import type { Policy } from '@throughline/domain/policy/policy.ts';

type Answerable = Pick<Conversation, 'state' | 'startsAt' | 'endsAt' | 'closedAt'>;

/** Whether "did it happen?" can be answered: once the event's end has passed, until the policy's days after the outcome. */
export function mayAnswer({
  conversation,
  policy,
  now,
}: {
  conversation: Answerable;
  policy: Policy;
  now: Temporal.Instant;
}): 'yes' | 'not_ended' | 'too_late' {
  const { state, closedAt, endsAt } = conversation;
  switch (state) {
    case 'due':
      return 'not_ended';
    case 'booked':
    case 'awaiting_confirmation':
      return hasPassed(endsAt, now) ? 'yes' : 'not_ended';
    case 'held':
    case 'unconfirmed': {
      if (closedAt === null) return 'yes';
      const last = closedAt.add({ hours: policy.rules.lateAnswerDays * 24 });
      return Temporal.Instant.compare(now, last) <= 0 ? 'yes' : 'too_late';
    }
    case 'exempt':
    case 'superseded':
    case 'closed':
      return 'too_late';
  }
}

function hasPassed(end: Temporal.Instant | null, now: Temporal.Instant): boolean {
  return end !== null && Temporal.Instant.compare(end, now) <= 0;
}
