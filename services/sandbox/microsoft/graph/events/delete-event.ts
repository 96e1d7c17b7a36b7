import type { CalendarEvent, JsonObject } from '../../../core/calendar/calendar-event.ts';
import { isOrganizer } from '../../../core/calendar/calendar-event.ts';
import { endEntry } from '../../../core/invitations/end-entry.ts';
import { contentOf } from '../../../core/invitations/invitation-copy.ts';
import type { GraphCalendar } from './graph-calendar.ts';
import { ownOf } from './outlook-content.ts';

/**
 * The organizer's deletion ends the event for everyone and mails them; an attendee's only throws away their copy, without
 * an answer.
 */
export function deleteEvent({
  calendar,
  event,
  comment = null,
}: {
  calendar: GraphCalendar;
  event: CalendarEvent;
  comment?: string | null;
}): void {
  const { cloud } = calendar.microsoft;
  if (isOrganizer(event)) endEntry({ cloud, event, notify: 'all', comment });
  else throwAway({ calendar, copy: event });
}

export function throwAway({ calendar, copy }: { calendar: GraphCalendar; copy: CalendarEvent }): void {
  calendar.microsoft.cloud.calendars.put({
    ...contentOf(copy),
    status: 'cancelled',
    outlookOwn: { ...ownOf(copy), removed: true } as unknown as JsonObject,
  });
}
