import type { StoredEvent } from '@throughline/db/event-store.ts';
import type {
  AskReason,
  EventRecord,
  Invited,
  ObservedEvent as Observed,
  ParticipationStatus as Participation,
} from '@throughline/domain/conversation/observed-event.ts';
import { askReasons } from '@throughline/domain/conversation/observed-event.ts';
import type { ObservedEvent, ParticipationStatus } from './ports/calendar.ts';

export type Answers = { readonly manager: ParticipationStatus; readonly report: ParticipationStatus };

type Seen = {
  readonly observed: ObservedEvent;
  /** Every address the report is known by. */
  readonly reportEmails: readonly string[];
};

/** How the two answered. */
export function answersTo({ observed, reportEmails }: Seen): Answers {
  const report = observed.attendees.find(isOneOf(reportEmails));
  return { manager: observed.ownerResponse, report: report?.response ?? 'needsAction' };
}

function invitedTo({ observed, reportEmails }: Seen): Invited {
  const { attendees } = observed;
  if (attendees.length === 0) return 'nobody';
  return attendees.every(isOneOf(reportEmails)) ? 'the_report' : 'others';
}

function isOneOf(emails: readonly string[]): (attendee: { readonly email: string }) => boolean {
  const known = new Set(emails.map((email) => email.toLowerCase()));
  return ({ email }) => known.has(email.toLowerCase());
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
export function observationOf({ event, ...seen }: Seen & { readonly event: StoredEvent }): Observed {
  const { observed } = seen;
  const answers = answersTo(seen);
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
    marked: observed.marker === event.marker,
    organizer: observed.organizedByOwner ? 'manager' : 'somebody_else',
    invited: invitedTo(seen),
    responses: { manager: spelled(answers.manager), report: spelled(answers.report) },
  };
}

function spelled(status: ParticipationStatus): Participation {
  return status === 'needsAction' ? 'needs_action' : status;
}

function isAskReason(reason: string): reason is AskReason {
  return (askReasons as readonly string[]).includes(reason);
}
