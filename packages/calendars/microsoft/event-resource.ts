import { createHash } from 'node:crypto';
import type { CancelledEvent, ObservedEvent, ParticipationStatus } from '@throughline/app/ports/calendar.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import { z } from 'zod';
import { eventTime, instantOf, toEventTime } from './event-time.ts';
import { ianaZoneOf } from './time-zones.ts';

/** Named properties of ours hang below this one; never changes, or entries placed before are no longer found. */
const propertySet = '{6f3d1f0e-5b4c-4b7a-9d35-2f9a64c1e8b7}';
const propertyId = (name: string) => `String ${propertySet} Name ${name}`;

const markerId = propertyId('throughlineEvent' satisfies EventDraft['marker']['key']);
/** Categories are a list of names that people add their own to; this one tells which is ours. */
const categoryId = propertyId('throughlineCategory');
/** Which agenda was last announced to the attendees. */
const agendaId = propertyId('throughlineAgenda');

const response = z.enum(['none', 'organizer', 'tentativelyAccepted', 'accepted', 'declined', 'notResponded']);
const participation: Readonly<Record<z.infer<typeof response>, ParticipationStatus>> = {
  none: 'needsAction',
  notResponded: 'needsAction',
  tentativelyAccepted: 'tentative',
  accepted: 'accepted',
  declined: 'declined',
  organizer: 'accepted',
};
/** The answer of somebody in a list of attendees. */
export function participationOf(status: z.infer<typeof attendeeAnswer>['status']): ParticipationStatus {
  return participation[status?.response ?? 'none'];
}

const person = z.object({ address: z.string().nullish() });
export const attendeeAnswer = z.object({
  type: z.string().nullish(),
  status: z.object({ response: response.nullish() }).nullish(),
  emailAddress: person.nullish(),
});
export const organizerAnswer = z.object({ emailAddress: person.nullish() }).nullish();

/** An entry as Graph shows it, cut to these fields. */
export const eventAnswer = z.object({
  '@odata.etag': z.string().exactOptional(),
  id: z.string(),
  iCalUId: z.string().nullish(),
  transactionId: z.string().nullish(),
  type: z.string().nullish(),
  isCancelled: z.boolean().nullish(),
  isDraft: z.boolean().nullish(),
  isOrganizer: z.boolean().nullish(),
  isAllDay: z.boolean().nullish(),
  sensitivity: z.string().nullish(),
  categories: z.array(z.string()).default([]),
  organizer: organizerAnswer,
  attendees: z.array(attendeeAnswer).default([]),
  start: eventTime,
  end: eventTime,
  originalStartTimeZone: z.string().nullish(),
  onlineMeeting: z.object({ joinUrl: z.string().nullish() }).nullish(),
  singleValueExtendedProperties: z.array(z.object({ id: z.string(), value: z.string() })).default([]),
});
export type EventAnswer = z.infer<typeof eventAnswer>;

const fields = Object.keys(eventAnswer.shape).filter((name) => /^[a-z]/i.test(name) && !name.endsWith('Properties'));

/** What is asked of any entry. No title, place or text: Graph does not send what is not asked for. */
export const eventQuery = {
  $select: fields.join(','),
  $expand: `singleValueExtendedProperties($filter=${[markerId, categoryId, agendaId].map((id) => `id eq '${id}'`).join(' or ')})`,
} as const;

/** Entries with this marker, or with any of ours. */
export function markerFilter(marker: string | null): string {
  const value = marker === null ? 'ne null' : `eq '${marker.replaceAll("'", "''")}'`;
  return `singleValueExtendedProperties/any(ep: ep/id eq '${markerId}' and ep/value ${value})`;
}

export const markerOf = (answer: EventAnswer) => propertyOf({ answer, id: markerId });
/** What `agendaFingerprint` was when the attendees were last told. */
export const announcedFingerprintOf = (answer: EventAnswer) => propertyOf({ answer, id: agendaId });

/** Names of properties keep their case, the braces' content need not. */
function propertyOf({ answer, id }: { answer: EventAnswer; id: string }): string | null {
  const found = answer.singleValueExtendedProperties.find((one) => one.id.toLowerCase() === id.toLowerCase());
  return found?.value ?? null;
}

export function toCancelled({ id }: { readonly id: string }): CancelledEvent {
  return { providerEventId: id, status: 'cancelled' };
}

export function toObserved(answer: EventAnswer): ObservedEvent {
  const allDay = answer.isAllDay ?? false;
  const ownerZone = ianaZoneOf(answer.originalStartTimeZone ?? 'UTC') ?? 'UTC';
  const ownCategory = propertyOf({ answer, id: categoryId });
  return {
    providerEventId: answer.id,
    icalUid: answer.iCalUId ?? null,
    etag: answer['@odata.etag'] ?? null,
    marker: markerOf(answer),
    status: 'confirmed',
    start: instantOf({ time: answer.start, allDay, ownerZone }),
    end: instantOf({ time: answer.end, allDay, ownerZone }),
    allDay,
    recurring: (answer.type ?? 'singleInstance') !== 'singleInstance',
    private: answer.sensitivity === 'private' || answer.sensitivity === 'confidential',
    category: answer.categories.find((name) => name === ownCategory) ?? answer.categories[0] ?? null,
    organizerEmail: answer.organizer?.emailAddress?.address ?? '',
    attendees: answer.attendees
      .filter(({ status }) => status?.response !== 'organizer')
      .map(({ emailAddress, status }) => ({
        email: emailAddress?.address ?? '',
        response: participationOf(status),
      })),
    conferenceUrl: answer.onlineMeeting?.joinUrl ?? null,
  };
}

/**
 * What is ours to keep true for as long as the entry stands: when it is, who may see it, and how it is found. Never
 * the body: without the block of the online meeting, that meeting is gone (event-update in the Graph reference).
 */
export function keptResource({ draft, categories }: { draft: EventDraft; categories: readonly string[] }) {
  return {
    start: toEventTime({ instant: draft.start, timeZone: draft.timeZone }),
    end: toEventTime({ instant: draft.end, timeZone: draft.timeZone }),
    sensitivity: 'private',
    showAs: 'busy',
    categories: categories.includes(draft.category) ? categories : [draft.category, ...categories],
    singleValueExtendedProperties: [
      { id: markerId, value: draft.marker.value },
      { id: categoryId, value: draft.category },
    ],
  };
}

/**
 * The whole entry as it is first written, without attendees: what hangs on it later reaches them with the update that
 * invites them. A report may propose another time, as they may move it in any other way.
 */
export function newResource({
  draft,
  transactionId,
  teams,
}: {
  draft: EventDraft;
  transactionId: string;
  teams: boolean;
}) {
  const kept = keptResource({ draft, categories: [] });
  return {
    ...kept,
    transactionId,
    subject: draft.title,
    body: { contentType: 'html', content: draft.bodyHtml },
    responseRequested: true,
    allowNewTimeProposals: true,
    hideAttendees: false,
    ...reminder(draft),
    singleValueExtendedProperties: [...kept.singleValueExtendedProperties, announcement(draft)],
    ...(teams ? { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' } : {}),
  };
}

export function announcement(draft: EventDraft): { readonly id: string; readonly value: string } {
  return { id: agendaId, value: agendaFingerprint(draft) };
}

/** The same for the same agenda, whatever file it is printed into. */
export function agendaFingerprint({ agenda }: EventDraft): string {
  return createHash('sha256').update(JSON.stringify(agenda)).digest('hex');
}

/** Whoever is on the list already stays on it, with the answer they gave. */
export function invitation({ draft, standing }: { draft: EventDraft; standing: EventAnswer['attendees'] }) {
  const listed = new Set(standing.map(({ emailAddress }) => emailAddress?.address?.toLowerCase()));
  const missing = draft.attendees.filter(({ email }) => !listed.has(email.toLowerCase()));
  if (missing.length === 0) return null;
  const invited = missing.map(({ email, displayName }) => ({
    type: 'required',
    emailAddress: { address: email, name: displayName },
  }));
  return { attendees: [...standing.map(({ type, emailAddress }) => ({ type, emailAddress })), ...invited] };
}

/** Graph has room for one: the one closest to the start. */
function reminder({ reminderMinutes }: EventDraft) {
  if (reminderMinutes.length === 0) return { isReminderOn: false };
  return { isReminderOn: true, reminderMinutesBeforeStart: Math.min(...reminderMinutes) };
}
