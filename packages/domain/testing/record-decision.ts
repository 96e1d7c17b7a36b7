import type { Conversation } from '../conversation/conversation.ts';
import type { EventRecord } from '../conversation/observed-event.ts';
import type { Decision } from '../conversation/reconcile.ts';
import { aConversation } from './builders.ts';

export type Known = { readonly ours: EventRecord; readonly conversation: Conversation };

/** What is known once a decision was carried out. */
export function recordDecision({ ours, conversation }: Known, decision: Decision): Known {
  switch (decision.kind) {
    case 'accept_move':
      return {
        ours: { ...ours, ...decision.slot },
        conversation: { ...conversation, startsAt: decision.slot.start, endsAt: decision.slot.end },
      };
    case 'ask_organizer':
      return {
        ours: { ...ours, ...decision.slot, asked: decision.reasons },
        conversation: { ...conversation, startsAt: decision.slot.start, endsAt: decision.slot.end },
      };
    case 'distinct_again':
      return { ours: { ...ours, asked: decision.stillAsked }, conversation };
    case 'restore':
      return { ours: { ...ours, restored: true }, conversation };
    case 'flag':
      return { ours: { ...ours, flagged: true }, conversation };
    case 'rebook':
      return { ours, conversation: aConversation() };
    case 'look_up':
    case 'remove_copy':
      return { ours, conversation };
  }
}
