import { createHash } from 'node:crypto';
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

/** What tells others from the report under an address nobody knows as theirs. */
type KnownOthers = {
  /** Addresses of other people of the organisation, in lower case. */
  readonly otherEmails: ReadonlySet<string>;
  readonly event: Pick<StoredEvent, 'seenBeside'>;
};

/** How the two answered. */
export function answersTo({ observed, reportEmails }: Seen): Answers {
  const report = observed.attendees.find(isOneOf(reportEmails));
  return { manager: observed.ownerResponse, report: report?.response ?? 'needsAction' };
}

/**
 * A provider may show the report by another address than we invited. Whoever is somebody else of the organisation, or
 * was seen beside the report before, is not them.
 */
function invitedTo({ observed, reportEmails, otherEmails, event }: Seen & KnownOthers): Invited {
  const { attendees } = observed;
  if (attendees.length === 0) return 'nobody';
  if (attendees.every(isOneOf(reportEmails))) return 'the_report';
  if (attendees.some(isOneOf(reportEmails))) return 'others';
  const isSomebodyElse = (email: string) => otherEmails.has(email) || event.seenBeside.includes(digestOf(email));
  return attendees.every(({ email }) => isSomebodyElse(email.toLowerCase())) ? 'only_others' : 'others';
}

/** Who was seen invited beside the report, to be known again; as before where the report is not seen. */
export function seenBeside({ observed, reportEmails, event }: Seen & Pick<KnownOthers, 'event'>): string[] {
  const isReport = isOneOf(reportEmails);
  const { attendees } = observed;
  if (!attendees.some(isReport)) return event.seenBeside;
  return attendees.filter((one) => !isReport(one)).map(({ email }) => digestOf(email.toLowerCase()));
}

function digestOf(email: string): string {
  return createHash('sha256').update(email).digest('hex');
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
export function observationOf({
  event,
  otherEmails,
  ...seen
}: Seen & Pick<KnownOthers, 'otherEmails'> & { readonly event: StoredEvent }): Observed {
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
    invited: invitedTo({ ...seen, event, otherEmails }),
    responses: { manager: spelled(answers.manager), report: spelled(answers.report) },
  };
}

function spelled(status: ParticipationStatus): Participation {
  return status === 'needsAction' ? 'needs_action' : status;
}

function isAskReason(reason: string): reason is AskReason {
  return (askReasons as readonly string[]).includes(reason);
}
