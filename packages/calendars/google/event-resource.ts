import type { CancelledEvent, ObservedEvent } from '@throughline/app/ports/calendar.ts';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import type { calendar_v3 } from 'googleapis/build/src/apis/calendar/v3.js';
import { z } from 'zod';
import { eventTime, instantOf, isAllDay } from './event-time.ts';

const markerKey = 'throughlineEvent' satisfies EventDraft['marker']['key'];
/**
 * Google has no categories: labels would need `calendar.calendars`, and the colour is the person's own. The name
 * stands beside the marker.
 */
const categoryKey = 'throughlineCategory';

const participationStatus = z.enum(['needsAction', 'accepted', 'declined', 'tentative']);
const attendee = z.object({
  email: z.string().default(''),
  responseStatus: participationStatus.default('needsAction'),
  self: z.boolean().default(false),
  organizer: z.boolean().default(false),
  resource: z.boolean().default(false),
});

const cancelledAnswer = z.object({ id: z.string(), status: z.literal('cancelled') });
const standingAnswer = z.object({
  id: z.string(),
  status: z.enum(['confirmed', 'tentative']),
  etag: z.string().optional(),
  iCalUID: z.string().optional(),
  organizer: z.object({ email: z.string().default(''), self: z.boolean().default(false) }).optional(),
  start: eventTime,
  end: eventTime,
  recurrence: z.array(z.string()).optional(),
  recurringEventId: z.string().optional(),
  visibility: z.string().optional(),
  extendedProperties: z.object({ private: z.record(z.string(), z.string()).optional() }).optional(),
  attendees: z.array(attendee).default([]),
  hangoutLink: z.string().optional(),
});

/** An entry as Google shows it, cut to these fields. A cancelled one promises nothing but its id. */
export const eventAnswer = z.union([cancelledAnswer, standingAnswer]);
export type EventAnswer = z.infer<typeof eventAnswer>;
export type StandingAnswer = z.infer<typeof standingAnswer>;

/** What is asked of any entry. No title, place or text: Google does not send what is not asked for. */
export const eventFields =
  'id,status,etag,iCalUID,organizer(email,self),start,end,recurrence,recurringEventId,visibility,' +
  'extendedProperties(private),attendees(email,responseStatus,self,organizer,resource),hangoutLink';

export function markerOf(answer: EventAnswer): string | null {
  if (answer.status === 'cancelled') return null;
  return answer.extendedProperties?.private?.[markerKey] ?? null;
}

export function toCancelled({ id }: { readonly id: string }): CancelledEvent {
  return { providerEventId: id, status: 'cancelled' };
}

export function toObserved({ answer, ownerZone }: { answer: StandingAnswer; ownerZone: string }): ObservedEvent {
  return {
    providerEventId: answer.id,
    icalUid: answer.iCalUID ?? null,
    etag: answer.etag ?? null,
    marker: markerOf(answer),
    status: 'confirmed',
    start: instantOf({ time: answer.start, ownerZone }),
    end: instantOf({ time: answer.end, ownerZone }),
    allDay: isAllDay(answer.start),
    recurring: answer.recurrence !== undefined || answer.recurringEventId !== undefined,
    private: answer.visibility === 'private' || answer.visibility === 'confidential',
    category: answer.extendedProperties?.private?.[categoryKey] ?? null,
    organizerEmail: answer.organizer?.email ?? '',
    organizedByOwner: answer.organizer?.self ?? true,
    ownerResponse: answer.attendees.find(({ self }) => self)?.responseStatus ?? 'accepted',
    attendees: answer.attendees
      .filter(({ self, organizer, resource }) => !self && !organizer && !resource)
      .map(({ email, responseStatus }) => ({ email, response: responseStatus })),
    conferenceUrl: answer.hangoutLink ?? null,
  };
}

/** What is ours to keep true for as long as the entry stands: when it is, who may see it, and how it is found. */
function keptResource(draft: EventDraft): calendar_v3.Schema$Event {
  return {
    start: toTime({ instant: draft.start, timeZone: draft.timeZone }),
    end: toTime({ instant: draft.end, timeZone: draft.timeZone }),
    visibility: 'private',
    transparency: 'opaque',
    guestsCanInviteOthers: false,
    guestsCanModify: false,
    extendedProperties: { private: { [draft.marker.key]: draft.marker.value, [categoryKey]: draft.category } },
  };
}

/** The same for an entry that stands: of one that became all-day, the day has to be taken away for an hour to hold. */
export function changedResource({ draft, moves }: { draft: EventDraft; moves: boolean }): calendar_v3.Schema$Event {
  const { start, end, ...kept } = keptResource(draft);
  return moves ? { ...kept, start: { ...start, date: null }, end: { ...end, date: null } } : kept;
}

/**
 * The whole entry as it is first written. Attendees start as `needsAction`: an answer written for somebody else can be
 * reset, and people who take invitations only from senders they know would then never see it.
 */
export function newResource({ draft, id }: { draft: EventDraft; id: string }): calendar_v3.Schema$Event {
  return {
    ...keptResource(draft),
    id,
    summary: draft.title,
    description: draft.bodyHtml,
    attendees: draft.attendees.map((attendee) => ({ ...attendee, responseStatus: 'needsAction' })),
    reminders: {
      useDefault: false,
      overrides: draft.reminderMinutes.map((minutes) => ({ method: 'popup', minutes })),
    },
    attachments: [agendaLink(draft)],
    ...(draft.requestOnlineConference ? { conferenceData: conferenceRequest(id) } : {}),
  };
}

/** Google attaches links, not bytes: the file behind this one is the agenda page. */
export function agendaLink({ agenda, agendaUrl }: EventDraft) {
  return { fileUrl: agendaUrl, title: `Agenda: ${agenda.title}`, mimeType: 'text/html' };
}

/** A request id seen before makes no second conference, so the entry's own id serves for every attempt. */
function conferenceRequest(id: string): calendar_v3.Schema$ConferenceData {
  return { createRequest: { requestId: id, conferenceSolutionKey: { type: 'hangoutsMeet' } } };
}

function toTime({
  instant,
  timeZone,
}: {
  instant: Temporal.Instant;
  timeZone: string;
}): calendar_v3.Schema$EventDateTime {
  const local = instant.toZonedDateTimeISO(timeZone);
  return { dateTime: local.toString({ timeZoneName: 'never', smallestUnit: 'second' }), timeZone };
}
