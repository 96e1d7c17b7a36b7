import type { Conversation } from '../conversation/conversation.ts';
import type { HistoryEntry, HistoryKind } from '../conversation/history-entry.ts';

/** What happens to one person's conversation or calendar. */
export const personalEventTypes = [
  'conversation.due',
  'conversation.due_date_changed',
  'conversation.booked',
  'conversation.moved',
  'conversation.cancelled',
  'conversation.awaiting_confirmation',
  'conversation.held',
  'conversation.unconfirmed',
  'conversation.outcome_changed',
  'conversation.exempt',
  'conversation.superseded',
  'conversation.closed',
  'calendar_connection.broken',
] as const;

/** Everything a receiver can ask to be told. */
export const webhookEventTypes = [...personalEventTypes, 'import.completed', 'report.published'] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];

/** All that is told of single people where a works council has a say. */
const toldWithWorksCouncil: ReadonlySet<WebhookEventType> = new Set([
  'conversation.due',
  'conversation.booked',
  'conversation.moved',
]);

/** Ids and states; who wants to know more asks the API, with a key that may. */
export type WebhookData = Readonly<Record<string, string | null>>;

export type WebhookEvent = {
  readonly type: WebhookEventType;
  /** Organisation time. */
  readonly at: Temporal.Instant;
  readonly data: WebhookData;
};

/** Sent when somebody asks for it, to one endpoint, and never told by itself. */
export const testEventType = 'webhook.test';

export function isToldWithWorksCouncil(type: WebhookEventType): boolean {
  return toldWithWorksCouncil.has(type) || !(personalEventTypes as readonly WebhookEventType[]).includes(type);
}

/** Of each kind of history, what it is to those outside; null where it concerns the two alone. */
const typeOf: Readonly<Record<HistoryKind, WebhookEventType | null>> = {
  opened: 'conversation.due',
  due_date_changed: 'conversation.due_date_changed',
  booked: 'conversation.booked',
  moved: 'conversation.moved',
  unbooked: 'conversation.cancelled',
  ended: 'conversation.awaiting_confirmation',
  held: 'conversation.held',
  unconfirmed: 'conversation.unconfirmed',
  outcome_changed: 'conversation.outcome_changed',
  exempt: 'conversation.exempt',
  superseded: 'conversation.superseded',
  closed: 'conversation.closed',
  waiting: null,
  times_proposed: null,
  time_picked: null,
  moved_past_due: null,
  organizer_asked: null,
  conflict_noticed: null,
  absence_noticed: null,
  date_kept: null,
  distinct_again: null,
  restored: null,
  flagged: null,
  copy_removed: null,
  late_entry_removed: null,
  agenda_changed: null,
  help_offered: null,
  past_longest_gap: null,
};

/** Whether anybody outside hears of it. */
export function isTold(kind: HistoryKind): boolean {
  return typeOf[kind] !== null;
}

/**
 * What a row of a conversation's history is to those outside; null where it concerns the two alone. History never holds a
 * private answer, and nothing else is told, so nobody outside can learn of one: not by what comes, nor by when.
 */
export function conversationEvent({
  conversation,
  entry,
}: {
  conversation: Pick<Conversation, 'id' | 'reportId' | 'managerId' | 'state'>;
  entry: HistoryEntry;
}): WebhookEvent | null {
  const type = typeOf[entry.kind];
  if (type === null) return null;
  const { id, reportId, managerId, state } = conversation;
  const data = { conversation_id: id, employee_id: reportId, manager_id: managerId, state } satisfies WebhookData;
  return { type, at: entry.at, data };
}
