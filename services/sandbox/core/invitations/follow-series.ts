import type { Attendee, CalendarEvent } from '../calendar/calendar-event.ts';
import type { Cloud } from '../cloud.ts';
import { invitedBy, updateCopy, withdrawCopy } from './attendee-copies.ts';
import { contentOf, invitationCopy } from './invitation-copy.ts';

/**
 * Whoever is newly invited to a series is so to its changed instances too, and sees nothing of those cancelled before;
 * whoever is no longer invited loses both. Mails about the series have said it all.
 */
export function followSeries({
  cloud,
  before,
  after,
}: {
  cloud: Cloud;
  /** The organizer's master as it was, and as it is. */
  before: CalendarEvent;
  after: CalendarEvent;
}): void {
  const { calendars } = cloud;
  const added = missingIn(before.attendees, after.attendees);
  const left = missingIn(after.attendees, before.attendees);
  if (after.recurrence.length === 0 || added.length + left.length === 0) return;
  const exceptions = calendars.exceptionsOf({ account: after.account, seriesId: after.id });
  for (const exception of exceptions.values()) {
    if (exception.status === 'cancelled') {
      for (const attendee of added) leaveOut({ cloud, event: exception, attendee });
      continue;
    }
    const attendees = [...missingIn(left, exception.attendees), ...missingIn(exception.attendees, added)];
    const changed = calendars.put({ ...contentOf(exception), attendees });
    for (const attendee of invitedBy(changed)) updateCopy({ cloud, event: changed, attendee });
    for (const { email } of left) withdrawCopy({ cloud, event: changed, account: email });
  }
}

/** Those of `others` whose address is not in `list`. */
function missingIn(list: readonly Attendee[], others: readonly Attendee[]): Attendee[] {
  return others.filter(({ email }) => !list.some((known) => known.email === email));
}

/** Keeps an instance's place in an attendee's series empty. */
export function leaveOut({
  cloud,
  event,
  attendee: { email: account },
}: {
  cloud: Cloud;
  event: CalendarEvent;
  attendee: Attendee;
}): void {
  if (cloud.accounts.get(account) === undefined) return;
  const existing = cloud.calendars.get({ account, id: event.id });
  const copy = existing === undefined ? invitationCopy({ event, account, existing }) : contentOf(existing);
  cloud.calendars.put({ ...copy, status: 'cancelled', outlookOwn: { ...copy.outlookOwn, removed: true } });
}
