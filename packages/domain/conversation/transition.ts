import type { Conversation } from './conversation.ts';
import type { DueDate } from './due-date.ts';
import type { HistoryEntry } from './history-entry.ts';

export type RefusalReason = 'wrong_state' | 'end_has_passed' | 'end_has_not_passed' | 'nothing_changes';
/** The transition does not exist from here; the conversation stays as it is. */
export type Refusal = { readonly kind: 'refused'; readonly reason: RefusalReason };
/** A conversation as it is to be stored, and the row of history that goes with it in the same transaction. */
export type Changed = { readonly kind: 'changed'; readonly next: Conversation; readonly history: HistoryEntry };
export type Transition = Changed | Refusal;
/** The conversation closed and the next one opened; both are stored in one transaction. */
export type Succession = (Changed & { readonly successor: Changed }) | Refusal;

/** What a successor needs that its predecessor does not settle. */
export type Successor = {
  readonly id: string;
  readonly managerId: string | null;
  readonly policyId: string;
  readonly due: DueDate;
};

export const unbookReasons = [
  'declined',
  'deleted',
  'cancelled',
  'organizer_changed',
  'absence',
  'another_date',
  'manager_changed',
  'connection_lost',
  'withdrawn',
] as const;
export type UnbookReason = (typeof unbookReasons)[number];

/** To whom a conversation passes: for good, for a while, or back to whoever the reporting line has named all along. */
export type PassedOnTo = 'new_manager' | 'acting_manager' | 'own_manager';

export type ClosingReason = 'report_left' | 'no_policy' | 'withdrawn';

export function changed(next: Conversation, history: HistoryEntry): Changed {
  return { kind: 'changed', next, history };
}

export function refused(reason: RefusalReason): Refusal {
  return { kind: 'refused', reason };
}
