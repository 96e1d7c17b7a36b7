import type { CalendarEvent } from '../../../core/calendar/calendar-event.ts';
import { findInstance } from '../../../core/calendar/occurrences.ts';
import { sameEvent } from '../../../core/calendar/same-event.ts';
import type { Cloud } from '../../../core/cloud.ts';
import { invitedBy, updateCopy } from '../../../core/invitations/attendee-copies.ts';
import { isRescheduled } from '../../../core/invitations/deliver-invitation.ts';
import { leaveOut } from '../../../core/invitations/follow-series.ts';
import { contentOf } from '../../../core/invitations/invitation-copy.ts';

/** What an instance has from its series until it is given something else. */
const inherited = ['summary', 'description', 'location', 'visibility', 'busy', 'outlook', 'files'] as const;

/**
 * What a change of a series means for instances changed before. A series at other times begins afresh: they are as the
 * series says, or gone where it has none. Otherwise they keep what was changed of them and follow in the rest.
 */
export function carryToExceptions({
  cloud,
  before,
  after,
}: {
  cloud: Cloud;
  /** The organizer's master as it was, and as it is. */
  before: CalendarEvent;
  after: CalendarEvent;
}): void {
  if (before.recurrence.length === 0) return;
  const exceptions = cloud.calendars.exceptionsOf({ account: after.account, seriesId: after.id });
  const afresh = isRescheduled({ before, after }) || before.recurrence.join(' ') !== after.recurrence.join(' ');
  for (const exception of exceptions.values()) {
    if (afresh) resetException({ cloud, exception });
    else if (exception.status !== 'cancelled') inherit({ cloud, exception, before, after });
  }
}

function resetException({ cloud, exception }: { cloud: Cloud; exception: CalendarEvent }): void {
  const { calendars } = cloud;
  const { account, id } = exception;
  const instance = findInstance({ store: calendars, account, id });
  if (instance === undefined) {
    calendars.put({ ...contentOf(exception), status: 'cancelled' });
    for (const attendee of invitedBy(exception)) leaveOut({ cloud, event: exception, attendee });
    return;
  }
  const event = calendars.put(contentOf(instance));
  for (const attendee of invitedBy(event)) updateCopy({ cloud, event, attendee, isNews: true });
}

function inherit({
  cloud,
  exception,
  before,
  after,
}: {
  cloud: Cloud;
  exception: CalendarEvent;
  before: CalendarEvent;
  after: CalendarEvent;
}): void {
  const followed = inherited.filter((name) =>
    sameEvent({ a: { [name]: exception[name] }, b: { [name]: before[name] } }),
  );
  const draft = { ...exception, ...Object.fromEntries(followed.map((name) => [name, after[name]])) };
  if (sameEvent({ a: draft, b: exception })) return;
  const event = cloud.calendars.put(contentOf(draft));
  for (const attendee of invitedBy(event)) updateCopy({ cloud, event, attendee });
}
