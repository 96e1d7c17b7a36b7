import type { CancelledEvent, ObservedEvent, ParticipationStatus } from '@throughline/app/ports/calendar.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { z } from 'zod';
import { eventTime, instantOf, toEventTime } from './event-time.ts';
import { announcement, expandedProperties, keptProperties, namedProperties, propertyOf } from './named-properties.ts';
import { ianaZoneOf } from './time-zones.ts';

const participation = {
  none: 'needsAction',
  notResponded: 'needsAction',
  tentativelyAccepted: 'tentative',
  accepted: 'accepted',
  declined: 'declined',
  organizer: 'accepted',
} as const satisfies Record<string, ParticipationStatus>;

const response = z.enum(['none', 'notResponded', 'tentativelyAccepted', 'accepted', 'declined', 'organizer']);
const recipient = z.object({ emailAddress: z.object({ address: z.string().nullish() }).nullish() });

export const attendeeAnswer = recipient.extend({
  type: z.string().nullish(),
  status: z.object({ response: response.nullish() }).nullish(),
});
export type AttendeeAnswer = z.infer<typeof attendeeAnswer>;

/** Fields any reading of entries needs to say when they are. */
export const timedAnswer = z.object({
  id: z.string(),
  isAllDay: z.boolean().nullish(),
  start: eventTime,
  end: eventTime,
  originalStartTimeZone: z.string().nullish(),
  isCancelled: z.boolean().nullish(),
  organizer: recipient.nullish(),
  attendees: z.array(attendeeAnswer).default([]),
});
export type TimedAnswer = z.infer<typeof timedAnswer>;

/** An entry as Graph shows it, cut to these fields. */
export const eventAnswer = timedAnswer.extend({
  '@odata.etag': z.string().exactOptional(),
  iCalUId: z.string().nullish(),
  transactionId: z.string().nullish(),
  type: z.string().nullish(),
  isDraft: z.boolean().nullish(),
  isOrganizer: z.boolean().nullish(),
  sensitivity: z.string().nullish(),
  categories: z.array(z.string()).default([]),
  onlineMeeting: z.object({ joinUrl: z.string().nullish() }).nullish(),
  singleValueExtendedProperties: namedProperties,
});
export type EventAnswer = z.infer<typeof eventAnswer>;

/** The plain properties among an answer's fields, to be asked for by name. */
export function selectOf(answer: z.ZodObject): string {
  const names = Object.keys(answer.shape);
  return names.filter((name) => !name.startsWith('@') && name !== 'singleValueExtendedProperties').join(',');
}

/** What is asked of any entry. No title, place or text: Graph does not send what is not asked for. */
export const eventQuery = { $select: selectOf(eventAnswer), $expand: expandedProperties } as const;

export function markerOf(answer: EventAnswer): string | null {
  return propertyOf({ properties: answer.singleValueExtendedProperties, name: 'marker' });
}

export function toCancelled({ id }: { readonly id: string }): CancelledEvent {
  return { providerEventId: id, status: 'cancelled' };
}

export function toObserved(answer: EventAnswer): ObservedEvent {
  return {
    providerEventId: answer.id,
    icalUid: answer.iCalUId ?? null,
    etag: answer['@odata.etag'] ?? null,
    marker: markerOf(answer),
    status: 'confirmed',
    ...intervalOf(answer),
    allDay: answer.isAllDay ?? false,
    recurring: (answer.type ?? 'singleInstance') !== 'singleInstance',
    private: answer.sensitivity === 'private' || answer.sensitivity === 'confidential',
    category: categoryOf(answer),
    organizerEmail: addressOf(answer.organizer),
    organizedByOwner: answer.isOrganizer ?? true,
    // Nobody answers to a meeting of their own.
    ownerResponse: 'accepted',
    attendees: answer.attendees
      .filter(({ status, type }) => status?.response !== 'organizer' && type !== 'resource')
      .map((attendee) => ({ email: addressOf(attendee), response: participationOf(attendee) })),
    conferenceUrl: answer.onlineMeeting?.joinUrl ?? null,
  };
}

/** An all-day entry lasts from midnight to midnight in the zone it was made in, the one thing told of its owner's. */
export function intervalOf({
  start,
  end,
  isAllDay,
  originalStartTimeZone,
}: Pick<TimedAnswer, 'start' | 'end' | 'isAllDay' | 'originalStartTimeZone'>): Interval {
  const allDay = isAllDay ?? false;
  const ownerZone = ianaZoneOf(originalStartTimeZone ?? 'UTC') ?? 'UTC';
  return {
    start: instantOf({ time: start, allDay, ownerZone }),
    end: instantOf({ time: end, allDay, ownerZone }),
  };
}

export function participationOf({ status }: AttendeeAnswer): ParticipationStatus {
  return participation[status?.response ?? 'none'];
}

export function addressOf(person: z.infer<typeof recipient> | null | undefined): string {
  return person?.emailAddress?.address ?? '';
}

/** Ours, as long as it is among those people gave the entry. */
function categoryOf({ categories, singleValueExtendedProperties }: EventAnswer): string | null {
  const ours = propertyOf({ properties: singleValueExtendedProperties, name: 'category' });
  return categories.find((name) => name === ours) ?? categories[0] ?? null;
}

/**
 * What is ours to keep true for as long as the entry stands: when it is, who may see it, and how it is found. Never
 * the body: without the block of the online meeting in it, that meeting is gone (event-update in the Graph reference).
 */
export function keptResource({ draft, categories }: { draft: EventDraft; categories: readonly string[] }) {
  return {
    start: toEventTime({ instant: draft.start, timeZone: draft.timeZone }),
    end: toEventTime({ instant: draft.end, timeZone: draft.timeZone }),
    isAllDay: false,
    sensitivity: 'private',
    showAs: 'busy',
    categories: categories.includes(draft.category) ? categories : [draft.category, ...categories],
    singleValueExtendedProperties: keptProperties(draft),
  };
}

/** The same for an entry that stands; what does not move stays when it is, all day where it became that. */
export function changedResource({
  draft,
  moves,
  categories,
}: {
  draft: EventDraft;
  moves: boolean;
  categories: readonly string[];
}) {
  const { start, end, isAllDay: allDay, ...kept } = keptResource({ draft, categories });
  return moves ? { ...kept, start, end, isAllDay: allDay } : kept;
}

/** Whether an entry shows all of that already. */
export function isKept({
  draft,
  moves,
  standing,
}: {
  draft: EventDraft;
  moves: boolean;
  standing: EventAnswer;
}): boolean {
  const shown = toObserved(standing);
  const isThere = shown.start.equals(draft.start) && shown.end.equals(draft.end) && !shown.allDay && !shown.recurring;
  return (
    (isThere || !moves) &&
    shown.private &&
    shown.marker === draft.marker.value &&
    standing.categories.includes(draft.category)
  );
}

/**
 * The whole entry as it is first written, without attendees: what hangs on it later reaches them with the update that
 * invites them. A report may propose another time, as they may ask for it in any other way.
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
  return {
    ...keptResource({ draft, categories: [] }),
    transactionId,
    subject: draft.title,
    body: { contentType: 'html', content: draft.bodyHtml },
    responseRequested: true,
    allowNewTimeProposals: true,
    hideAttendees: false,
    ...reminder(draft),
    singleValueExtendedProperties: [...keptProperties(draft), announcement(draft)],
    ...(teams ? { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' } : {}),
  };
}

/** Null when everybody is on the list. Whoever is stays on it: the list is written as a whole. */
export function invitation({ draft, standing }: { draft: EventDraft; standing: readonly AttendeeAnswer[] }) {
  const listed = new Set(standing.map((attendee) => addressOf(attendee).toLowerCase()));
  const missing = draft.attendees.filter(({ email }) => !listed.has(email.toLowerCase()));
  if (missing.length === 0) return null;
  return {
    attendees: [
      ...standing.map(({ type, emailAddress }) => ({ type, emailAddress })),
      ...missing.map(({ email, displayName }) => ({
        type: 'required',
        emailAddress: { address: email, name: displayName },
      })),
    ],
  };
}

/** Graph has room for one: the one closest to the start. */
function reminder({ reminderMinutes }: EventDraft) {
  if (reminderMinutes.length === 0) return { isReminderOn: false };
  return { isReminderOn: true, reminderMinutesBeforeStart: Math.min(...reminderMinutes) };
}
