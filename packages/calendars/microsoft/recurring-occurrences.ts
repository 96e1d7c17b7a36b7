import type { CalendarAuth } from '@throughline/app/ports/calendar.ts';
import type { CalendarOccurrence } from '@throughline/domain/scheduling/regular-one-on-one.ts';
import type { Interval } from '@throughline/domain/time/interval.ts';
import { z } from 'zod';
import type { GraphClient } from './client.ts';
import { addressOf, intervalOf, participationOf, selectOf, timedAnswer } from './event-resource.ts';
import { pagedEvents } from './paged-events.ts';
import { isBusy } from './show-as.ts';

const occurrence = timedAnswer.extend({ seriesMasterId: z.string().nullish(), showAs: z.string().nullish() });
type Occurrence = z.infer<typeof occurrence>;

/** Two people and their rooms; larger gatherings are nobody's 1:1. */
const attendeesKept = 6;
const entriesPerPage = 500;

/** Occurrences of series with few other people, in the account's own calendar. Titles are not asked for. */
export async function recurringOccurrences({
  client,
  auth,
  window,
}: {
  client: GraphClient;
  auth: CalendarAuth;
  window: Interval;
}): Promise<readonly CalendarOccurrence[]> {
  const { items } = await pagedEvents({
    client,
    auth,
    item: occurrence,
    path: '/me/calendarView',
    query: {
      startDateTime: window.start.toString(),
      endDateTime: window.end.toString(),
      $select: selectOf(occurrence),
      $top: entriesPerPage,
    },
  });
  return items.flatMap((item) => {
    if (item.isCancelled === true || item.seriesMasterId === null || item.seriesMasterId === undefined) return [];
    if (item.attendees.length === 0 || item.attendees.length > attendeesKept) return [];
    return [toOccurrence({ item, seriesId: item.seriesMasterId })];
  });
}

function toOccurrence({ item, seriesId }: { item: Occurrence; seriesId: string }): CalendarOccurrence {
  return {
    id: item.id,
    seriesId,
    ...intervalOf(item),
    allDay: item.isAllDay ?? false,
    busy: isBusy(item.showAs),
    attendees: withOrganizer(item),
  };
}

/** On the organizer's own entry the organizer is not among the attendees. */
function withOrganizer({ attendees, organizer }: Occurrence): CalendarOccurrence['attendees'] {
  const email = addressOf(organizer);
  const isOrganizer = (other: string) => other.toLowerCase() === email.toLowerCase();
  const listed = attendees.map((attendee) => ({
    email: addressOf(attendee),
    response: participationOf(attendee),
    resource: attendee.type === 'resource',
    organizer: isOrganizer(addressOf(attendee)),
  }));
  if (email === '' || listed.some((one) => one.organizer)) return listed;
  return [...listed, { email, response: 'accepted', resource: false, organizer: true }];
}
