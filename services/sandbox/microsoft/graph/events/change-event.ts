import type { Account } from '../../../core/accounts/account-store.ts';
import type { CalendarEvent, JsonObject } from '../../../core/calendar/calendar-event.ts';
import { isOrganizer } from '../../../core/calendar/calendar-event.ts';
import { askedAgain } from '../../../core/invitations/asked-again.ts';
import { deliverInvitation, isRescheduled } from '../../../core/invitations/deliver-invitation.ts';
import { contentOf } from '../../../core/invitations/invitation-copy.ts';
import { accessDenied, badRequest } from '../graph-error.ts';
import { carryToExceptions } from './carry-to-exceptions.ts';
import { wantedMeeting } from './create-event.ts';
import { readContent } from './event-content.ts';
import type { EventResource } from './event-resource.ts';
import type { GraphCalendar } from './graph-calendar.ts';
import { ownOf, sharedOf } from './outlook-content.ts';

/** What of an event is its owner's alone. Writing it tells nobody, and attendees write nothing else. */
const ownFields = new Set([
  'categories',
  'isReminderOn',
  'reminderMinutesBeforeStart',
  'showAs',
  'singleValueExtendedProperties',
]);

/**
 * Writes on an entry what a PATCH names. As organizer it is changed for everyone: attendees alone tells those newly or no
 * longer invited, anything else that attendees see tells all of them, changed or not.
 *
 * @throws GraphError 400, or 403 when an attendee writes what is the organizer's
 */
export function changeEvent({
  calendar,
  account,
  event,
  resource,
}: {
  calendar: GraphCalendar;
  account: Account;
  event: CalendarEvent;
  resource: EventResource;
}): CalendarEvent {
  const { cloud } = calendar.microsoft;
  const named = Object.entries(resource).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  checkTransaction({ event, resource });
  const nameOf = (email: string): string | null => cloud.accounts.get(email)?.displayName ?? null;
  const content = readContent({ resource, before: event, account, nameOf });
  const shared = named.filter((name) => !ownFields.has(name) && name !== 'transactionId');
  if (!isOrganizer(event)) {
    if (shared.length > 0) throw accessDenied();
    return cloud.calendars.put({ ...contentOf(event), busy: content.busy, outlookOwn: content.outlookOwn ?? {} });
  }
  const draft = { ...event, ...content };
  if (shared.length === 0) return cloud.calendars.put(contentOf(draft));

  const moved = isRescheduled({ before: event, after: draft });
  const teams =
    sharedOf(draft).teams ?? wantedMeeting({ calendar, account, resource, seed: `${event.uid} ${event.version}` });
  const after = cloud.calendars.put({
    ...contentOf(draft),
    outlook: { ...sharedOf(draft), teams } as unknown as JsonObject,
    files: ownOf(draft).attachments,
    attendees: moved ? askedAgain(draft) : draft.attendees,
    sequence: moved ? event.sequence + 1 : event.sequence,
  });
  if (after.attendees.length === 0 && event.attendees.length === 0) {
    carryToExceptions({ cloud, before: event, after });
    return after;
  }
  // What goes out is to carry the link.
  const complete = calendar.teams.finish(after);
  const onlyAttendees = shared.every((name) => name === 'attendees');
  deliverInvitation({
    cloud,
    before: event,
    after: complete,
    notify: 'all',
    tell: onlyAttendees ? 'newcomers' : 'always',
  });
  carryToExceptions({ cloud, before: event, after: complete });
  return cloud.calendars.get({ account: event.account, id: event.id }) ?? complete;
}

function checkTransaction({ event, resource }: { event: CalendarEvent; resource: EventResource }): void {
  const { transactionId } = resource;
  if (transactionId === undefined || transactionId === (ownOf(event).transaction?.id ?? null)) return;
  throw badRequest('The property transactionId can be set only when the event is created.');
}
