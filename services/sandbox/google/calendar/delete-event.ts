import type { CalendarEvent } from '../../core/calendar/calendar-event.ts';
import { isOrganizer } from '../../core/calendar/calendar-event.ts';
import { answerInvitation } from '../../core/invitations/answer-invitation.ts';
import { endEntry } from '../../core/invitations/end-entry.ts';
import { contentOf } from '../../core/invitations/invitation-copy.ts';
import type { Notify } from '../../core/invitations/notify.ts';
import type { GoogleCalendar } from './google-calendar.ts';

/** The organizer's deletion ends the entry for everyone; an attendee's declines it and clears their own calendar. */
export function deleteEvent({
  calendar,
  event,
  notify,
}: {
  calendar: GoogleCalendar;
  event: CalendarEvent;
  notify: Notify;
}): CalendarEvent {
  const { cloud } = calendar;
  if (!isOrganizer(event)) {
    const invited = event.attendees.some((attendee) => attendee.email === event.account);
    const copy = invited
      ? answerInvitation({ cloud, copy: event, response: 'declined', comment: null, notify })
      : event;
    return cloud.calendars.put({ ...contentOf(copy), status: 'cancelled' });
  }
  return endEntry({ cloud, event, notify });
}
