import type { Attendee, CalendarEvent, JsonObject, Party } from '../../../core/calendar/calendar-event.ts';
import { isOrganizer, ownResponse } from '../../../core/calendar/calendar-event.ts';
import { windowsZoneOf } from '../mailbox/windows-zones.ts';
import type { Preferences } from '../prefer.ts';
import { presentBody, presentPreview } from './event-body.ts';
import { writeId } from './event-id.ts';
import { presentLocations } from './event-location.ts';
import { presentMoment, presentTime } from './event-time.ts';
import { ownOf, sharedOf } from './outlook-content.ts';
import type { OutlookShared } from './outlook-content.ts';
import { presentRecurrence } from './recurrence-json.ts';
import { showAsOf } from './show-as.ts';

export type Presentation = Pick<Preferences, 'answerZone' | 'bodyType' | 'immutableIds'> & {
  /** Where this sandbox's pages are, for `webLink`. */
  readonly publicUrl: string;
  /** Whether an entry stands in the calendar by itself, rather than being computed from its series. */
  readonly isKept: (event: CalendarEvent) => boolean;
};

/** When something has not happened. */
const never = '0001-01-01T00:00:00Z';

/** An entry as its calendar's owner sees it, in the shape of microsoft.graph.event, without what must be expanded. */
export function presentEvent({ event, as }: { event: CalendarEvent; as: Presentation }): JsonObject {
  const shared = sharedOf(event);
  const own = ownOf(event);
  const mine = isOrganizer(event);
  const cancelled = event.status === 'cancelled';
  const subject = event.summary ?? '';
  return {
    '@odata.etag': etagOf(event),
    id: eventIdOf({ event, immutable: as.immutableIds }),
    createdDateTime: presentMoment(event.createdAt),
    lastModifiedDateTime: presentMoment(event.updatedAt),
    changeKey: changeKeyOf(event),
    categories: own.categories,
    transactionId: own.transaction?.id ?? null,
    originalStartTimeZone: originalZone({ time: event.start, shared }),
    originalEndTimeZone: originalZone({ time: event.end, shared }),
    iCalUId: event.uid,
    reminderMinutesBeforeStart: own.reminderMinutes,
    isReminderOn: own.isReminderOn,
    hasAttachments: (mine ? own.attachments : (event.files ?? [])).length > 0,
    subject: cancelled ? `Canceled: ${subject}` : subject,
    bodyPreview: presentPreview(event.description),
    importance: shared.importance,
    sensitivity: sensitivityOf({ event, shared }),
    isAllDay: event.start.kind === 'allDay',
    isCancelled: cancelled,
    isOrganizer: mine,
    responseRequested: shared.responseRequested,
    seriesMasterId: event.series === null ? null : idOf({ event, id: event.series.id, as }),
    showAs: showAsOf(event),
    type: typeOf({ event, as }),
    webLink: webLinkOf({ event, as }),
    onlineMeetingUrl: null,
    isOnlineMeeting: shared.teams !== null,
    onlineMeetingProvider: shared.teams === null ? 'unknown' : 'teamsForBusiness',
    allowNewTimeProposals: shared.allowNewTimeProposals,
    isDraft: false,
    hideAttendees: shared.hideAttendees,
    ...(event.series === null
      ? {}
      : {
          originalStart: presentMoment(originalStartOf(event.series.originalStart)),
          occurrenceId: occurrenceIdOf(event),
        }),
    responseStatus: ownStatus(event),
    body: presentBody({ inner: event.description, as: as.bodyType }),
    start: presentTime({ time: event.start, answerZone: as.answerZone }),
    end: presentTime({ time: event.end, answerZone: as.answerZone }),
    ...presentLocations({ location: event.location, locations: shared.locations }),
    recurrence: presentRecurrence(event),
    attendees: shownAttendees({ event, shared }).map((attendee) => presentAttendee({ attendee, event })),
    organizer: { emailAddress: presentAddress(event.organizer) },
    onlineMeeting: shared.teams?.status === 'made' ? { joinUrl: shared.teams.joinUrl } : null,
  };
}

export function eventIdOf({
  event,
  immutable,
}: {
  event: Pick<CalendarEvent, 'account' | 'id'>;
  immutable: boolean;
}): string {
  return writeId({ account: event.account, kind: 'event', id: event.id, immutable });
}

export function changeKeyOf(event: Pick<CalendarEvent, 'account' | 'version'>): string {
  return Buffer.from(`CK${String(event.version).padStart(14, '0')}`).toString('base64');
}

export function etagOf(event: Pick<CalendarEvent, 'account' | 'version'>): string {
  return `W/"${changeKeyOf(event)}"`;
}

export type EventKind = 'singleInstance' | 'occurrence' | 'exception' | 'seriesMaster';

/** An instance that stands by itself is an exception. */
export function typeOf({ event, as }: { event: CalendarEvent; as: Pick<Presentation, 'isKept'> }): EventKind {
  if (event.recurrence.length > 0) return 'seriesMaster';
  if (event.series === null) return 'singleInstance';
  return as.isKept(event) ? 'exception' : 'occurrence';
}

function idOf({ event, id, as }: { event: CalendarEvent; id: string; as: Presentation }): string {
  return writeId({ account: event.account, kind: 'event', id, immutable: as.immutableIds });
}

function originalStartOf(time: CalendarEvent['start']): number {
  return time.kind === 'timed' ? time.at : Date.parse(time.date);
}

/** `OID.` then the master and the day of the occurrence. */
function occurrenceIdOf(event: CalendarEvent): string | null {
  if (event.series === null) return null;
  const master = writeId({ account: event.account, kind: 'event', id: event.series.id, immutable: true });
  const day = new Date(originalStartOf(event.series.originalStart)).toISOString().slice(0, 10);
  return `OID.${master}.${day}`;
}

/** The sandbox's page of the calendar, which knows entries by the sandbox's own ids. */
function webLinkOf({ event, as }: { event: CalendarEvent; as: Presentation }): string {
  return `${as.publicUrl}/calendar/${encodeURIComponent(event.account)}?event=${encodeURIComponent(event.id)}`;
}

/** Exchange keeps Windows' names, whichever were given. */
function originalZone({ time, shared }: { time: CalendarEvent['start']; shared: OutlookShared }): string {
  return windowsZoneOf(time.kind === 'timed' ? time.zone : (shared.dayZone ?? 'UTC'));
}

function sensitivityOf({ event, shared }: { event: CalendarEvent; shared: OutlookShared }): string {
  if (shared.isPersonal) return 'personal';
  return event.visibility === 'private' || event.visibility === 'confidential' ? event.visibility : 'normal';
}

function presentAddress(party: Party): JsonObject {
  return { name: party.displayName ?? party.email, address: party.email };
}

const responses = {
  needsAction: 'none',
  accepted: 'accepted',
  tentative: 'tentativelyAccepted',
  declined: 'declined',
} as const;

function ownStatus(event: CalendarEvent): JsonObject {
  if (isOrganizer(event)) return { response: 'organizer', time: never };
  const response = ownResponse(event);
  if (response === null) return { response: 'none', time: never };
  if (response === 'needsAction') return { response: 'notResponded', time: never };
  return { response: responses[response], time: answerTime({ event, email: event.account }) };
}

/** An attendee knows of their own answer only; the others' are the organizer's to see. */
function presentAttendee({ attendee, event }: { attendee: Attendee; event: CalendarEvent }): JsonObject {
  const known = isOrganizer(event) || attendee.email === event.account;
  const response = known ? attendee.response : 'needsAction';
  const time = response === 'needsAction' ? never : answerTime({ event, email: attendee.email });
  return {
    type: attendee.resource ? 'resource' : attendee.optional ? 'optional' : 'required',
    status: { response: responses[response], time },
    emailAddress: presentAddress(attendee),
  };
}

function answerTime({ event, email }: { event: CalendarEvent; email: string }): string {
  const at = event.answeredAt?.[email];
  return at === undefined ? never : presentMoment(at);
}

function shownAttendees({ event, shared }: { event: CalendarEvent; shared: OutlookShared }): Attendee[] {
  if (!shared.hideAttendees || isOrganizer(event)) return [...event.attendees];
  return event.attendees.filter(({ email }) => email === event.account);
}
