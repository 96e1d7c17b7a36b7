export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type Actor = 'throughline' | 'manager' | 'report' | 'hr';

/** Everything that can happen to a conversation. `history-sentence.ts` has a sentence for each. */
export const historyKinds = [
  'opened',
  'waiting',
  'times_proposed',
  'time_picked',
  'booked',
  'moved',
  'moved_past_due',
  'unbooked',
  'organizer_asked',
  'conflict_noticed',
  'absence_noticed',
  'date_kept',
  'distinct_again',
  'restored',
  'flagged',
  'copy_removed',
  'late_entry_removed',
  'agenda_changed',
  'help_offered',
  'due_date_changed',
  'past_longest_gap',
  'ended',
  'held',
  'unconfirmed',
  'outcome_changed',
  'exempt',
  'superseded',
  'closed',
] as const;
export type HistoryKind = (typeof historyKinds)[number];

/** One row of a conversation's history. Everyone who may see the conversation sees it, so a private answer is never in it. */
export type HistoryEntry = {
  readonly kind: HistoryKind;
  readonly at: Temporal.Instant;
  readonly actor: Actor;
  readonly details: { readonly [key: string]: JsonValue };
};
