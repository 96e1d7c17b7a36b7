import type { Attendee, CalendarEvent } from '../calendar/calendar-event.ts';
import { sameTime } from '../calendar/event-time.ts';
import { sameEvent } from '../calendar/same-event.ts';
import type { Cloud } from '../cloud.ts';
import { declineNewConflicts } from './auto-decline.ts';
import { invitedBy, updateCopy, withdrawCopy } from './attendee-copies.ts';
import type { Notify } from './notify.ts';
import { mailInvitation } from './invitation-mail.ts';

/**
 * Brings every attendee's copy in line with the organizer's entry, across providers, and mails those concerned.
 *
 * @param before the organizer's entry as it was, or undefined for a new one
 */
export function deliverInvitation({
  cloud,
  before,
  after,
  notify,
}: {
  cloud: Cloud;
  before: CalendarEvent | undefined;
  after: CalendarEvent;
  notify: Notify;
}): void {
  const rescheduled = before !== undefined && isRescheduled({ before, after });
  for (const attendee of invitedBy(after)) {
    const wasInvited = before?.attendees.some(({ email }) => email === attendee.email) ?? false;
    const gone = after.status === 'cancelled';
    if (gone && !wasInvited && before !== undefined) continue;
    const changed = updateCopy({ cloud, event: after, attendee });
    const news = gone ? 'cancelled' : wasInvited ? 'updated' : 'invited';
    const contentChanged = before === undefined || !sameForAttendees({ before, after });
    if (contentChanged || news === 'invited') mailIfAsked({ cloud, event: after, attendee, news, notify });
    if (changed !== undefined && !gone && (!wasInvited || rescheduled)) {
      declineNewConflicts({ cloud, invitation: changed, notify });
    }
  }
  for (const attendee of before === undefined ? [] : invitedBy(before)) {
    if (after.attendees.some(({ email }) => email === attendee.email)) continue;
    withdrawCopy({ cloud, event: after, account: attendee.email });
    mailIfAsked({ cloud, event: after, attendee, news: 'cancelled', notify });
  }
}

/** A move asks everyone again. */
export function isRescheduled({ before, after }: { before: CalendarEvent; after: CalendarEvent }): boolean {
  return !sameTime(before.start, after.start) || !sameTime(before.end, after.end);
}

function mailIfAsked({
  cloud,
  event,
  attendee,
  news,
  notify,
}: {
  cloud: Cloud;
  event: CalendarEvent;
  attendee: Attendee;
  news: 'invited' | 'updated' | 'cancelled';
  notify: Notify;
}): void {
  if (notify === 'none' || attendee.resource) return;
  const organizer = cloud.accounts.get(event.organizer.email);
  const external = cloud.accounts.get(attendee.email)?.provider !== organizer?.provider;
  if (notify === 'externalOnly' && !external) return;
  mailInvitation({ cloud, event, to: attendee.email, news });
}

/** Answers, reminders and private properties are no news to anybody invited. */
function sameForAttendees({ before, after }: { before: CalendarEvent; after: CalendarEvent }): boolean {
  return sameEvent({ a: before, b: after, ignoring: ['attendees', 'own', 'privateProperties', 'busy', 'sequence'] });
}
