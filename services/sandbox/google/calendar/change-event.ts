import type { Account } from '../../core/accounts/account-store.ts';
import type { Attendee, CalendarEvent } from '../../core/calendar/calendar-event.ts';
import { isOrganizer } from '../../core/calendar/calendar-event.ts';
import { sameEvent } from '../../core/calendar/same-event.ts';
import type { Cloud } from '../../core/cloud.ts';
import { answerInvitation } from '../../core/invitations/answer-invitation.ts';
import { askedAgain } from '../../core/invitations/asked-again.ts';
import { deliverInvitation, isRescheduled } from '../../core/invitations/deliver-invitation.ts';
import { contentOf } from '../../core/invitations/invitation-copy.ts';
import type { Notify } from '../../core/invitations/notify.ts';
import { GoogleError } from '../google-error.ts';
import { deleteEvent } from './delete-event.ts';
import { readContent } from './event-content.ts';
import type { EventContentFields, WriteOptions } from './event-content.ts';
import type { EventResource } from './event-resource.ts';
import type { GoogleCalendar } from './google-calendar.ts';

/**
 * Makes an entry what `resource` says. The organizer changes it for everyone; an attendee only what is theirs.
 *
 * @param event the entry as it is, kept or computed from a series
 * @param givenAttendees whether the write named the attendees, and so meant their responses
 * @throws GoogleError 400, or 403 when an attendee changes what is the organizer's
 */
export function changeEvent({
  calendar,
  account,
  event,
  resource,
  givenAttendees,
  options,
  notify,
}: {
  calendar: GoogleCalendar;
  account: Account;
  event: CalendarEvent;
  resource: EventResource;
  givenAttendees: boolean;
  options: WriteOptions;
  notify: Notify;
}): CalendarEvent {
  const newConference = calendar.conferences.requested;
  const content = readContent({ resource, before: event, account, options, newConference });
  if (content.status === 'cancelled') return deleteEvent({ calendar, event, notify });
  if (isOrganizer(event)) return changeAsOrganizer({ calendar, event, content, givenAttendees, notify });
  return changeAsAttendee({ calendar, event, content, notify });
}

function changeAsOrganizer({
  calendar,
  event,
  content,
  givenAttendees,
  notify,
}: {
  calendar: GoogleCalendar;
  event: CalendarEvent;
  content: EventContentFields;
  givenAttendees: boolean;
  notify: Notify;
}): CalendarEvent {
  const { cloud } = calendar;
  const { calendars } = cloud;
  const draft = { ...event, ...content };
  if (sameEvent({ a: event, b: draft })) return event;
  const moved = isRescheduled({ before: event, after: draft });
  const onlyReminders = sameEvent({ a: event, b: draft, ignoring: ['own'] });
  const after = calendars.put(
    {
      ...contentOf(draft),
      attendees: moved && !givenAttendees ? askedAgain(draft) : draft.attendees,
      sequence: moved ? event.sequence + 1 : event.sequence,
    },
    { touch: !onlyReminders },
  );
  deliverInvitation({ cloud, before: event, after, notify });
  return calendars.get({ account: event.account, id: event.id }) ?? after;
}

/**
 * What an attendee writes counts as far as it is theirs: their answer, their own fields and, where the organizer lets
 * attendees invite, further attendees. The others on the list are not theirs; leaving them out changes nothing.
 */
function changeAsAttendee({
  calendar,
  event,
  content,
  notify,
}: {
  calendar: GoogleCalendar;
  event: CalendarEvent;
  content: EventContentFields;
  notify: Notify;
}): CalendarEvent {
  const { cloud } = calendar;
  const organizersChanged = !sameEvent({
    a: event,
    b: { ...event, ...content },
    ignoring: ['attendees', 'own', 'privateProperties', 'busy', 'visibility', 'status'],
  });
  if (organizersChanged) throw forbiddenForNonOrganizer();
  const added = content.attendees.filter(({ email }) => !event.attendees.some((known) => known.email === email));
  if (added.length > 0) inviteMore({ cloud, event, added, notify });

  const current = cloud.calendars.get({ account: event.account, id: event.id }) ?? event;
  const { own, privateProperties, busy, visibility } = content;
  const draft = { ...current, own, privateProperties, busy, visibility };
  const copy = sameEvent({ a: current, b: draft }) ? current : cloud.calendars.put(contentOf(draft));
  const mine = content.attendees.find((attendee) => attendee.email === event.account);
  const known = event.attendees.find((attendee) => attendee.email === event.account);
  if (mine === undefined || known === undefined) return copy;
  if (mine.response === known.response && mine.comment === known.comment) return copy;
  return answerInvitation({ cloud, copy, response: mine.response, comment: mine.comment, notify });
}

function inviteMore({
  cloud,
  event,
  added,
  notify,
}: {
  cloud: Cloud;
  event: CalendarEvent;
  added: readonly Attendee[];
  notify: Notify;
}): void {
  const before = cloud.calendars.get({ account: event.organizer.email, id: event.id });
  if (before === undefined || event.shared['guestsCanInviteOthers'] === false) throw forbiddenForNonOrganizer();
  const after = cloud.calendars.put({ ...contentOf(before), attendees: [...before.attendees, ...added] });
  deliverInvitation({ cloud, before, after, notify });
}

function forbiddenForNonOrganizer(): GoogleError {
  return new GoogleError({
    status: 403,
    reason: 'forbiddenForNonOrganizer',
    domain: 'calendar',
    message: 'Shared properties can only be changed by the organizer of the event.',
  });
}
