import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';

/** The content of a calendar entry as it is stored: instants become RFC 3339 strings, the rest is JSON already. */
export function draftToJson(draft: EventDraft): Record<string, unknown> {
  return { ...draft, start: draft.start.toString(), end: draft.end.toString() };
}

export function draftFromJson(json: Record<string, unknown>): EventDraft {
  const { start, end, ...rest } = json;
  return {
    ...rest,
    start: Temporal.Instant.from(String(start)),
    end: Temporal.Instant.from(String(end)),
  } as EventDraft;
}
