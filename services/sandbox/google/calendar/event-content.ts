import type { Account } from '../../core/accounts/account-store.ts';
import type { Attendee, CalendarEvent, Conference, JsonObject, JsonValue } from '../../core/calendar/calendar-event.ts';
import { momentOf } from '../../core/calendar/event-time.ts';
import { checkRecurrenceRule, RecurrenceError } from '../../core/calendar/recurrence.ts';
import { GoogleError, invalid } from '../google-error.ts';
import { readTime } from './event-date-time.ts';
import type { EventResource } from './event-resource.ts';

/** The parts of an entry its writer decides. */
export type EventContentFields = Pick<
  CalendarEvent,
  | 'status'
  | 'summary'
  | 'description'
  | 'location'
  | 'start'
  | 'end'
  | 'recurrence'
  | 'attendees'
  | 'visibility'
  | 'busy'
  | 'privateProperties'
  | 'sharedProperties'
  | 'conference'
  | 'shared'
  | 'own'
>;

/** What a write honours of conferences and attachments: without the parameter they stay as they were. */
export type WriteOptions = { readonly conferences: boolean; readonly attachments: boolean };

const ownFields = ['colorId', 'reminders', 'source'] as const;
const sharedFields = [
  'anyoneCanAddSelf',
  'outOfOfficeProperties',
  'focusTimeProperties',
  'workingLocationProperties',
  'birthdayProperties',
] as const;

/** Fields whose absence means this value; answers leave them out then. */
const guestDefaults = {
  guestsCanInviteOthers: true,
  guestsCanModify: false,
  guestsCanSeeOtherGuests: true,
} as const;

/**
 * Reads what a client wrote into an entry of `account`.
 *
 * @param before the entry as it is, undefined when it is being made
 * @throws GoogleError 400
 */
export function readContent({
  resource,
  before,
  account,
  options,
  newConference,
}: {
  resource: EventResource;
  before: CalendarEvent | undefined;
  account: Account;
  options: WriteOptions;
  newConference: (requestId: string) => Conference;
}): EventContentFields {
  const start = readTime({ value: resource.start, which: 'start', calendarZone: account.timeZone });
  const end = readTime({ value: resource.end, which: 'end', calendarZone: account.timeZone });
  checkOrder({ start, end, allDay: start.kind === 'allDay', zone: account.timeZone });
  const recurrence = resource.recurrence ?? [];
  checkRecurrence({ recurrence, start, resource });
  return {
    status: resource.status ?? 'confirmed',
    summary: resource.summary ?? null,
    description: resource.description ?? null,
    location: resource.location ?? null,
    start,
    end,
    recurrence,
    attendees: readAttendees({ resource, before, organizer: before?.organizer.email ?? account.email }),
    visibility: resource.visibility ?? 'default',
    busy: (resource.transparency ?? (resource.eventType === 'workingLocation' ? 'transparent' : 'opaque')) === 'opaque',
    privateProperties: readProperties(resource.extendedProperties?.private),
    sharedProperties: readProperties(resource.extendedProperties?.shared),
    conference: options.conferences
      ? readConference({ resource, before, newConference })
      : (before?.conference ?? null),
    shared: {
      ...pick(resource, sharedFields),
      ...readGuestRights(resource),
      ...readAttachments({ resource, before, options }),
    },
    own: pick(resource, ownFields),
  };
}

function checkOrder({
  start,
  end,
  allDay,
  zone,
}: {
  start: CalendarEvent['start'];
  end: CalendarEvent['end'];
  allDay: boolean;
  zone: string;
}): void {
  if (start.kind !== end.kind) throw invalid('Invalid start or end time.');
  const length = momentOf({ time: end, zone }) - momentOf({ time: start, zone });
  if (length > 0 || (length === 0 && !allDay)) return;
  throw new GoogleError({
    status: 400,
    reason: 'timeRangeEmpty',
    domain: 'calendar',
    message: 'The specified time range is empty.',
  });
}

function checkRecurrence({
  recurrence,
  start,
  resource,
}: {
  recurrence: readonly string[];
  start: CalendarEvent['start'];
  resource: EventResource;
}): void {
  if (recurrence.length === 0) return;
  if (recurrence.some((line) => !/^(RRULE|EXRULE|RDATE|EXDATE)[:;]/.test(line)))
    throw invalid('Invalid recurrence rule.');
  if (start.kind === 'timed' && !resource.start?.timeZone) {
    throw new GoogleError({ status: 400, reason: 'required', message: 'Missing time zone definition for start time.' });
  }
  try {
    checkRecurrenceRule({ start, recurrence });
  } catch (error) {
    if (error instanceof RecurrenceError) throw invalid('Invalid recurrence rule.');
    throw error;
  }
}

function readAttendees({
  resource,
  before,
  organizer,
}: {
  resource: EventResource;
  before: CalendarEvent | undefined;
  organizer: string;
}): Attendee[] {
  const attendees = new Map<string, Attendee>();
  for (const given of resource.attendees ?? []) {
    const email = given.email.trim().toLowerCase();
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw invalid('Invalid attendee email.');
    const known = before?.attendees.find((attendee) => attendee.email === email);
    attendees.set(email, {
      email,
      displayName: given.displayName ?? null,
      response: given.responseStatus ?? known?.response ?? (email === organizer ? 'accepted' : 'needsAction'),
      comment: given.comment ?? null,
      optional: given.optional ?? false,
      resource: given.resource ?? false,
    });
  }
  return [...attendees.values()];
}

/** Google cuts what is too long without a word: 44 characters of a key, 1024 of a value, 300 properties. */
function readProperties(properties: Readonly<Record<string, string>> | null | undefined): Record<string, string> {
  const entries = Object.entries(properties ?? {}).slice(0, 300);
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(0, 44), value.slice(0, 1024)]));
}

/** A request id that was used already is no new request. */
function readConference({
  resource,
  before,
  newConference,
}: {
  resource: EventResource;
  before: CalendarEvent | undefined;
  newConference: (requestId: string) => Conference;
}): Conference | null {
  const data = resource.conferenceData;
  if (!data) return null;
  const known = before?.conference ?? null;
  const requestId = data.createRequest?.requestId;
  if (requestId === undefined || requestId === known?.requestId) return known;
  return newConference(requestId);
}

function readAttachments({
  resource,
  before,
  options,
}: {
  resource: EventResource;
  before: CalendarEvent | undefined;
  options: WriteOptions;
}): JsonObject {
  const kept = before?.shared['attachments'];
  if (!options.attachments) return kept === undefined ? {} : { attachments: kept };
  const given = resource.attachments ?? [];
  return given.length === 0 ? {} : { attachments: given.map((attachment) => attachment as JsonObject) };
}

function readGuestRights(resource: EventResource): JsonObject {
  const rights: Record<string, boolean> = {};
  for (const name of ['guestsCanInviteOthers', 'guestsCanModify', 'guestsCanSeeOtherGuests'] as const) {
    const given = resource[name] ?? guestDefaults[name];
    if (given !== guestDefaults[name]) rights[name] = given;
  }
  return rights;
}

function pick(resource: EventResource, names: readonly (keyof EventResource)[]): JsonObject {
  const given = names
    .map((name) => [name, resource[name]] as const)
    .filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(given) as Record<string, JsonValue>;
}
