import type { CalendarEvent } from '../../core/calendar/calendar-event.ts';
import { isOrganizer } from '../../core/calendar/calendar-event.ts';
import { answerInvitation } from '../../core/invitations/answer-invitation.ts';
import { deliverInvitation } from '../../core/invitations/deliver-invitation.ts';
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
  const after = cloud.calendars.put({
    ...contentOf(event),
    status: 'cancelled',
    sequence: event.sequence + 1,
  });
  deliverInvitation({ cloud, before: event, after, notify });
  if (event.recurrence.length === 0) return after;
  for (const exception of cloud.calendars.exceptionsOf({ account: event.account, seriesId: event.id }).values()) {
    if (exception.status === 'cancelled') continue;
    const cancelled = cloud.calendars.put({ ...contentOf(exception), status: 'cancelled' });
    deliverInvitation({ cloud, before: exception, after: cancelled, notify: 'none' });
  }
  return after;
}
