export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type Actor = 'throughline' | 'manager' | 'report' | 'hr';

/** One row of a conversation's history. Everyone who may see the conversation sees it, so a private answer is never in it. */
export type HistoryEntry = {
  readonly kind: string;
  readonly at: Temporal.Instant;
  readonly actor: Actor;
  readonly details: { readonly [key: string]: JsonValue };
};
