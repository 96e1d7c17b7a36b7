import type { Attendee, CalendarEvent } from '../calendar/calendar-event.ts';
import { sameEvent } from '../calendar/same-event.ts';
import type { Cloud } from '../cloud.ts';
import { contentOf, invitationCopy } from './invitation-copy.ts';

/** Shows every attendee how one of them answered. Nobody is mailed about another's answer. */
export function shareResponses({ cloud, event }: { cloud: Cloud; event: CalendarEvent }): void {
  for (const attendee of invitedBy(event)) updateCopy({ cloud, event, attendee });
}

export function invitedBy(event: CalendarEvent): Attendee[] {
  return event.attendees.filter((attendee) => attendee.email !== event.organizer.email);
}

/** @param isNews whether the organizer says something new, which brings back a copy thrown away without an answer */
export function updateCopy({
  cloud,
  event,
  attendee,
  isNews = false,
}: {
  cloud: Cloud;
  event: CalendarEvent;
  attendee: Attendee;
  isNews?: boolean;
}): CalendarEvent | undefined {
  if (cloud.accounts.get(attendee.email) === undefined) return undefined;
  const kept = cloud.calendars.get({ account: attendee.email, id: event.id });
  const declined = kept?.status === 'cancelled' && attendee.response === 'declined';
  const thrownAway = kept?.outlookOwn?.['removed'] === true;
  const returns = isNews && event.status !== 'cancelled';
  if (declined || (thrownAway && !returns)) return undefined;
  const existing = kept === undefined || !thrownAway ? kept : { ...kept, outlookOwn: {} };
  const copy = invitationCopy({ event, account: attendee.email, existing });
  if (existing !== undefined && sameEvent({ a: copy, b: existing })) return existing;
  return cloud.calendars.put(copy);
}

export function withdrawCopy({ cloud, event, account }: { cloud: Cloud; event: CalendarEvent; account: string }): void {
  const existing = cloud.calendars.get({ account, id: event.id });
  if (existing === undefined || existing.status === 'cancelled') return;
  cloud.calendars.put({ ...contentOf(existing), status: 'cancelled' });
}
