import type { Attendee, CalendarEvent } from '../calendar/calendar-event.ts';
import { sameTime } from '../calendar/event-time.ts';
import { sameEvent } from '../calendar/same-event.ts';
import type { Cloud } from '../cloud.ts';
import { declineNewConflicts } from './auto-decline.ts';
import { invitedBy, updateCopy, withdrawCopy } from './attendee-copies.ts';
import { followSeries } from './follow-series.ts';
import type { Notify } from './notify.ts';
import { mailInvitation } from './invitation-mail.ts';
import type { InvitationNews } from './invitation-mail.ts';

/**
 * Brings every attendee's copy in line with the organizer's entry, across providers, and mails those concerned.
 *
 * @param before the organizer's entry as it was, or undefined for a new one
 * @param tell whom besides those newly invited or no longer invited: those invited before too, when what they see
 *   changed (as Google does), always, or never
 * @param comment what the organizer says to a cancellation
 */
export function deliverInvitation({
  cloud,
  before,
  after,
  notify,
  tell = 'whenChanged',
  comment = null,
}: {
  cloud: Cloud;
  before: CalendarEvent | undefined;
  after: CalendarEvent;
  notify: Notify;
  tell?: 'whenChanged' | 'always' | 'newcomers';
  comment?: string | null;
}): void {
  const isNews =
    before === undefined || tell === 'always' || (tell === 'whenChanged' && !sameForAttendees({ before, after }));
  const rescheduled = before !== undefined && isRescheduled({ before, after });
  for (const attendee of invitedBy(after)) {
    const wasInvited = before?.attendees.some(({ email }) => email === attendee.email) ?? false;
    const gone = after.status === 'cancelled';
    if (gone && !wasInvited && before !== undefined) continue;
    const news = gone ? 'cancelled' : wasInvited ? 'updated' : 'invited';
    const concerned = isNews || news === 'invited';
    const changed = updateCopy({ cloud, event: after, attendee, isNews: concerned });
    if (concerned) mailIfAsked({ cloud, event: after, attendee, news, notify, comment });
    if (changed !== undefined && !gone && (!wasInvited || rescheduled)) {
      declineNewConflicts({ cloud, invitation: changed, notify });
    }
  }
  for (const attendee of before === undefined ? [] : invitedBy(before)) {
    if (after.attendees.some(({ email }) => email === attendee.email)) continue;
    withdrawCopy({ cloud, event: after, account: attendee.email });
    mailIfAsked({ cloud, event: after, attendee, news: 'cancelled', notify, comment });
  }
  if (before !== undefined && after.status !== 'cancelled') followSeries({ cloud, before, after });
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
  comment,
}: {
  cloud: Cloud;
  event: CalendarEvent;
  attendee: Attendee;
  news: InvitationNews;
  notify: Notify;
  comment: string | null;
}): void {
  if (notify === 'none' || attendee.resource) return;
  const organizer = cloud.accounts.get(event.organizer.email);
  const external = cloud.accounts.get(attendee.email)?.provider !== organizer?.provider;
  if (notify === 'externalOnly' && !external) return;
  mailInvitation({ cloud, event, to: attendee.email, news, comment });
}

/** Answers, reminders and private properties are no news to anybody invited. */
function sameForAttendees({ before, after }: { before: CalendarEvent; after: CalendarEvent }): boolean {
  return sameEvent({
    a: before,
    b: after,
    ignoring: ['attendees', 'answeredAt', 'own', 'outlookOwn', 'privateProperties', 'busy', 'sequence'],
  });
}
