import type { ConversationState } from './conversation.ts';
import type { HistoryKind } from './history-entry.ts';

/**
 * All that is told of single people where a works council has a say: that a conversation is due, booked, moved. What
 * became of it, who was away or exempt, and what stands in the way is not.
 */
export const statesToldWithWorksCouncil = ['due', 'booked'] as const satisfies readonly ConversationState[];

const kinds: ReadonlySet<HistoryKind> = new Set(['opened', 'booked', 'moved']);

export function isStateToldWithWorksCouncil(state: ConversationState): boolean {
  return (statesToldWithWorksCouncil as readonly ConversationState[]).includes(state);
}

export function isHistoryToldWithWorksCouncil(kind: HistoryKind): boolean {
  return kinds.has(kind);
}
