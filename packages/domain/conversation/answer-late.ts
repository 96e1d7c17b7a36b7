import type { Leave } from '../people/leave.ts';
import type { Policy } from '../policy/policy.ts';
import { localDateOf } from '../time/local-date.ts';
import type { DayOff } from '../time/working-day.ts';
import { changeDueDate, isOpen, reviseOutcome } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import type { Changed } from './transition.ts';
import { nextDueDate } from './due-date.ts';
import type { DueDate } from './due-date.ts';
import type { Actor } from './history-entry.ts';
import { confirmationWindowEnd, decideOutcome, isDenial } from './outcome.ts';
import type { DecidedOutcome, Evidence } from './outcome.ts';

export type LateAnswer =
  | { readonly kind: 'unchanged'; readonly reason: 'too_late' | 'says_nothing_new' | 'not_decided' }
  | (Changed & { readonly successor: Changed | null });

/**
 * What evidence that came after the outcome changes: the outcome, and the due date of the successor if it is still open,
 * for `lateAnswerDays` after it was decided. It never reopens. A denial by the report changes nothing, not even a
 * confirmation of theirs it takes back: everyone who saw the confirmation would learn of the denial.
 * `evidence` is all there is, old and late.
 */
export function answerLate({
  conversation,
  successor,
  evidence,
  isDistinct = true,
  keepsDueDate = false,
  actor,
  policy,
  leaves,
  isHoliday,
  reportTimeZone,
  now,
}: {
  conversation: Conversation;
  successor: Conversation | null;
  evidence: readonly Evidence[];
  isDistinct?: boolean;
  /** One of the two asked for the successor's due date themselves. */
  keepsDueDate?: boolean;
  actor: Actor;
  policy: Policy;
  leaves: readonly Leave[];
  isHoliday: DayOff;
  reportTimeZone: string;
  now: Temporal.Instant;
}): LateAnswer {
  const { closedAt, startsAt, endsAt, reportId } = conversation;
  if (closedAt === null || startsAt === null || endsAt === null) return { kind: 'unchanged', reason: 'not_decided' };
  const lastMoment = closedAt.add({ hours: policy.rules.lateAnswerDays * 24 });
  if (Temporal.Instant.compare(lastMoment, now) < 0) return { kind: 'unchanged', reason: 'too_late' };

  const windowEndsAt = confirmationWindowEnd({ endsAt, policy });
  const outcome = decideNow({ evidence: standingEvidence({ conversation, evidence }), windowEndsAt, isDistinct });
  const heldOn = localDateOf({ instant: startsAt, timeZone: reportTimeZone });
  const revised = reviseOutcome({ conversation, outcome, tookPlaceOn: heldOn, actor, now });
  if (revised.kind === 'refused')
    return { kind: 'unchanged', reason: revised.reason === 'wrong_state' ? 'not_decided' : 'says_nothing_new' };

  const today = localDateOf({ instant: now, timeZone: reportTimeZone });
  const due = nextDueDate({ reportId, heldOn, next: outcome.nextDue, policy, leaves, isHoliday, today });
  return { ...revised, successor: successor && !keepsDueDate ? redate({ successor, due, actor, now }) : null };
}

/** A confirmation that has acted stands, whatever its author said since. */
function standingEvidence({
  conversation,
  evidence,
}: {
  conversation: Conversation;
  evidence: readonly Evidence[];
}): readonly Evidence[] {
  const wasConfirmed = conversation.grade === 'confirmed' || conversation.grade === 'confirmed_by_both';
  return wasConfirmed ? evidence.filter((item) => !isDenial(item)) : evidence;
}

/** An outcome that acted at once has no window left to wait for. */
function decideNow({
  windowEndsAt,
  ...known
}: {
  evidence: readonly Evidence[];
  windowEndsAt: Temporal.Instant;
  isDistinct: boolean;
}): DecidedOutcome {
  const outcome = decideOutcome({ ...known, now: windowEndsAt, windowEndsAt });
  if (outcome.state === 'wait') throw new Error('An outcome was still waiting at the end of its window');
  return outcome;
}

/** A date that one of them asked for stays. */
function redate({
  successor,
  due,
  actor,
  now,
}: {
  successor: Conversation;
  due: DueDate;
  actor: Actor;
  now: Temporal.Instant;
}): Changed | null {
  if (!isOpen(successor) || successor.earlyRequest) return null;
  const redated = changeDueDate({ conversation: successor, due, actor, now });
  return redated.kind === 'changed' ? redated : null;
}
