import type { Side } from './outcome.ts';
import type { Conversation } from './conversation.ts';
import type { Conflict } from './conflict.ts';
import type { AskReason } from './observed-event.ts';

/** What to do about a date that something stands in the way of. */
export type DateDecision =
  | { readonly kind: 'leave' }
  /** Another date, without asking: somebody will not be there. */
  | { readonly kind: 'move'; readonly because: 'absence' }
  /** Other times for whoever can settle it; the date stands until they do. */
  | { readonly kind: 'ask'; readonly side: Side; readonly because: 'edited' | 'conflict' };

/** What stands in the way of a date, and whom it was asked about before at this very place. */
export type DateTrouble = {
  readonly conflicts: readonly (Conflict & { readonly side: Side })[];
  /** What makes the event no conversation of its own; the manager's to settle, who made it so. */
  readonly asked: readonly AskReason[];
  readonly askedBefore: readonly { readonly side: Side; readonly because: 'edited' | 'conflict' }[];
};

/**
 * A booked date is moved by us for one reason alone, that one of the two is away; then however near it is, and however
 * often. For anything else whoever caused it is asked, once at each place of the event, and silence leaves it where it
 * is. One question at a time: an edit is settled before a conflict.
 */
export function decideDate({
  conversation,
  trouble: { conflicts, asked, askedBefore },
  now,
}: {
  conversation: Pick<Conversation, 'state' | 'startsAt'>;
  trouble: DateTrouble;
  now: Temporal.Instant;
}): DateDecision {
  const { state, startsAt } = conversation;
  const isStillToCome = state === 'booked' && startsAt !== null && Temporal.Instant.compare(now, startsAt) < 0;
  if (!isStillToCome) return { kind: 'leave' };
  if (conflicts.some(({ kind }) => kind === 'away')) return { kind: 'move', because: 'absence' };
  const questions: readonly { side: Side; because: 'edited' | 'conflict' }[] = [
    ...(asked.length > 0 ? [{ side: 'manager' as const, because: 'edited' as const }] : []),
    ...conflicts.map(({ side }) => ({ side, because: 'conflict' as const })),
  ];
  const open = questions.find(
    (one) => !askedBefore.some(({ side, because }) => side === one.side && because === one.because),
  );
  return open ? { kind: 'ask', ...open } : { kind: 'leave' };
}
