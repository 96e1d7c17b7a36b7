import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { CalendarOccurrence } from '@throughline/domain/scheduling/regular-one-on-one.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { z } from 'zod';
import type { GoogleClient } from './client.ts';
import { eventTime, instantOf, isAllDay } from './event-time.ts';
import { pagedEvents } from './paged-events.ts';

/** Two people and their rooms; of larger gatherings Google then sends the account's own line alone. */
const attendeesAsked = 6;

const attendee = z.object({
  email: z.string().default(''),
  responseStatus: z.enum(['needsAction', 'accepted', 'declined', 'tentative']).default('needsAction'),
  resource: z.boolean().default(false),
  organizer: z.boolean().default(false),
});
const occurrence = z.object({
  id: z.string(),
  status: z.string().optional(),
  recurringEventId: z.string().optional(),
  start: eventTime,
  end: eventTime,
  transparency: z.string().optional(),
  organizer: z.object({ email: z.string().default('') }).optional(),
  attendees: z.array(attendee).default([]),
  attendeesOmitted: z.boolean().default(false),
});
const cancelled = z.object({ status: z.literal('cancelled') });
type Occurrence = z.infer<typeof occurrence>;

const occurrenceFields =
  'id,status,recurringEventId,start,end,transparency,organizer(email),attendees(email,responseStatus,resource,organizer),attendeesOmitted';

/** Occurrences of series with few other people, in the account's own calendar. Titles are not asked for. */
export async function recurringOccurrences({
  client,
  auth,
  window,
}: {
  client: GoogleClient;
  auth: CalendarAuth;
  window: Interval;
}): Promise<readonly CalendarOccurrence[]> {
  const { items, ownerZone } = await pagedEvents({
    client,
    auth,
    item: z.union([cancelled, occurrence]),
    itemFields: occurrenceFields,
    params: {
      singleEvents: true,
      eventTypes: ['default'],
      maxAttendees: attendeesAsked,
      timeMin: window.start.toString(),
      timeMax: window.end.toString(),
    },
  });
  return items.flatMap((item) => {
    if (!('start' in item) || item.recurringEventId === undefined) return [];
    if (item.attendees.length === 0 || item.attendeesOmitted) return [];
    return [toOccurrence({ item, seriesId: item.recurringEventId, ownerZone })];
  });
}

function toOccurrence({
  item,
  seriesId,
  ownerZone,
}: {
  item: Occurrence;
  seriesId: string;
  ownerZone: string;
}): CalendarOccurrence {
  return {
    id: item.id,
    seriesId,
    start: instantOf({ time: item.start, ownerZone }),
    end: instantOf({ time: item.end, ownerZone }),
    allDay: isAllDay(item.start),
    busy: item.transparency !== 'transparent',
    attendees: withOrganizer(item),
  };
}

/** Entries written through the API need not list their organizer among the attendees. */
function withOrganizer({ attendees, organizer }: Occurrence): CalendarOccurrence['attendees'] {
  const listed = attendees.map(({ responseStatus, ...rest }) => ({ ...rest, response: responseStatus }));
  if (organizer === undefined || attendees.some(({ email }) => email === organizer.email)) return listed;
  return [...listed, { email: organizer.email, response: 'accepted', resource: false, organizer: true }];
}
