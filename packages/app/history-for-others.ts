import type { Actor, HistoryEntry } from '@throughline/domain/conversation/history-entry.ts';

/** HR learns what became of a conversation, not which of the two made it so. */
export function actorForOthers(actor: Actor): 'throughline' | 'hr' | 'participant' {
  return actor === 'report' || actor === 'manager' ? 'participant' : actor;
}

/** What the two choose to talk about is theirs. */
export function isForOthers({ kind }: Pick<HistoryEntry, 'kind'>): boolean {
  return kind !== 'agenda_changed';
}
