import type { StoredEvent } from '@throughline/db/event-store.ts';
import type {
  AskReason,
  EventRecord,
  ObservedEvent as Observed,
  ParticipationStatus as Participation,
} from '@throughline/domain/conversation/observed-event.ts';
import { askReasons } from '@throughline/domain/conversation/observed-event.ts';
import type { ObservedEvent, ParticipationStatus } from './ports/calendar.ts';

export type Answers = { readonly manager: ParticipationStatus; readonly report: ParticipationStatus };

/** How the two answered. Whoever organises without being on the list of the invited comes. */
export function answersTo({ event, observed }: { event: StoredEvent; observed: ObservedEvent }): Answers {
  const answerOf = (email: string | undefined) =>
    observed.attendees.find((attendee) => attendee.email.toLowerCase() === email?.toLowerCase())?.response;
  return {
    manager: answerOf(event.draft.organizerEmail) ?? 'accepted',
    report: answerOf(event.draft.attendees[0]?.email) ?? 'needsAction',
  };
}

/** The event as we last knew it. */
export function recordOf(event: StoredEvent): EventRecord {
  return {
    providerEventId: event.providerEventId ?? '',
    start: event.startsAt,
    end: event.endsAt,
    private: event.draft.private,
    category: event.draft.category,
    restored: event.restoredAt !== null,
    flagged: event.flagged !== null,
    asked: event.asked.filter(isAskReason),
  };
}

/** The event as the calendar shows it. */
export function observationOf({ event, observed }: { event: StoredEvent; observed: ObservedEvent }): Observed {
  const answers = answersTo({ event, observed });
  return {
    kind: 'present',
    providerEventId: observed.providerEventId,
    start: observed.start,
    end: observed.end,
    private: observed.private,
    category: observed.category,
    cancelled: false,
    allDay: observed.allDay,
    recurring: observed.recurring,
    responses: { manager: spelled(answers.manager), report: spelled(answers.report) },
  };
}

function spelled(status: ParticipationStatus): Participation {
  return status === 'needsAction' ? 'needs_action' : status;
}

function isAskReason(reason: string): reason is AskReason {
  return (askReasons as readonly string[]).includes(reason);
}
