import type { AskReason } from './observed-event.ts';

/** What putting an event to another time does not change about it. */
const whereverItStands: readonly AskReason[] = ['recurring', 'not_between_two'];

/**
 * What stays asked of the organizer once Throughline has put the event to another time. When it is and how long it
 * takes is settled then; that it repeats, or that others are invited, they have been asked about and need not be again.
 */
export function askedAfterMove(asked: readonly AskReason[]): readonly AskReason[] {
  return asked.filter((reason) => whereverItStands.includes(reason));
}
