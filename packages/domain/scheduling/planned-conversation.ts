import type { WaitingReason } from '../conversation/conversation.ts';
import type { Interval } from '../time/interval.ts';

/** What the planner says of one conversation; `explanation` is sentences for the conversation's page. */
export type PlannedConversation = {
  readonly conversationId: string;
  readonly managerId: string;
  readonly reportId: string;
} & (PlannedSlot | NoSlot);

export type PlannedSlot = {
  readonly kind: 'slot';
  readonly slot: Interval;
  /** Minutes of inconvenience, see `cost.ts`. */
  readonly cost: number;
  /** After the due date, because nothing fits before it. */
  readonly late: boolean;
  readonly explanation: readonly string[];
};

export type NoSlot = { readonly kind: 'none'; readonly reason: WaitingReason; readonly explanation: readonly string[] };
