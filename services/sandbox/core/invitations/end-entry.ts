import type { CalendarEvent } from '../calendar/calendar-event.ts';
import type { Cloud } from '../cloud.ts';
import { deliverInvitation } from './deliver-invitation.ts';
import { contentOf } from './invitation-copy.ts';
import type { Notify } from './notify.ts';

/**
 * The organizer's deletion: ends the entry, and of a series every changed instance, in everyone's calendar.
 *
 * @param comment what the organizer says to it in the mails
 */
export function endEntry({
  cloud,
  event,
  notify,
  comment = null,
}: {
  cloud: Cloud;
  event: CalendarEvent;
  notify: Notify;
  comment?: string | null;
}): CalendarEvent {
  const { calendars } = cloud;
  const after = calendars.put({ ...contentOf(event), status: 'cancelled', sequence: event.sequence + 1 });
  deliverInvitation({ cloud, before: event, after, notify, comment });
  if (event.recurrence.length === 0) return after;
  for (const exception of calendars.exceptionsOf({ account: event.account, seriesId: event.id }).values()) {
    if (exception.status === 'cancelled') continue;
    const cancelled = calendars.put({ ...contentOf(exception), status: 'cancelled' });
    deliverInvitation({ cloud, before: exception, after: cancelled, notify: 'none' });
  }
  return after;
}
