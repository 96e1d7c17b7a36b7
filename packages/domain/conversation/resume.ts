import type { Interval } from '../time/interval.ts';
import { hasEnded, type Conversation } from './conversation.ts';
import type { Actor } from './history-entry.ts';
import { changed, refused, type Transition } from './transition.ts';

/**
 * The two agreed on another time after the end had passed, and their event is in no calendar any more: until a new
 * invitation is out the conversation needs a date again, and whoever moved it is on record as having done so.
 */
export function resume({
  conversation,
  slot,
  actor,
  now,
}: {
  conversation: Conversation;
  slot: Interval;
  actor: Actor;
  now: Temporal.Instant;
}): Transition {
  const { state, startsAt, endsAt } = conversation;
  if (state !== 'booked' && state !== 'awaiting_confirmation') return refused('wrong_state');
  if (startsAt === null || endsAt === null || !hasEnded({ conversation, now })) return refused('end_has_not_passed');
  if (Temporal.Instant.compare(slot.start, now) <= 0) return refused('end_has_passed');
  const managerMoves = conversation.managerMoves + (actor === 'manager' ? 1 : 0);
  const cleared = { startsAt: null, endsAt: null, bookedAt: null, waitingFor: 'not_yet_planned' } as const;
  return changed(
    { ...conversation, ...cleared, state: 'due', managerMoves },
    { kind: 'moved', at: now, actor, details: { ...timesOf(slot), from: timesOf({ start: startsAt, end: endsAt }) } },
  );
}

function timesOf({ start, end }: Interval) {
  return { start: start.toString(), end: end.toString() };
}
