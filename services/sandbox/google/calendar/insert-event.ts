import type { Account } from '../../core/accounts/account-store.ts';
import type { CalendarEvent } from '../../core/calendar/calendar-event.ts';
import { newEventId } from '../../core/calendar/new-event-id.ts';
import { declineExistingConflicts } from '../../core/invitations/auto-decline.ts';
import { deliverInvitation } from '../../core/invitations/deliver-invitation.ts';
import type { Notify } from '../../core/invitations/notify.ts';
import { GoogleError, invalid } from '../google-error.ts';
import { readContent } from './event-content.ts';
import type { WriteOptions } from './event-content.ts';
import type { EventResource } from './event-resource.ts';
import type { GoogleCalendar } from './google-calendar.ts';

/** @throws GoogleError 400, or 409 when the id was ever used in this calendar: deleted entries keep theirs */
export function insertEvent({
  calendar,
  account,
  resource,
  options,
  notify,
  silent = false,
}: {
  calendar: GoogleCalendar;
  account: Account;
  resource: EventResource;
  options: WriteOptions;
  notify: Notify;
  /** Filling calendars before anybody looks at them: an absence declines without a word. */
  silent?: boolean;
}): CalendarEvent {
  const { cloud, conferences } = calendar;
  if (resource.id && resource.iCalUID && resource.iCalUID !== `${resource.id}@google.com`) {
    throw invalid('Only one of id and iCalUID can be given.');
  }
  const content = readContent({ resource, before: undefined, account, options, newConference: conferences.requested });
  checkType({ resource, account, content });
  const id = chooseId({ calendar, account, resource });
  const party = { email: account.email, displayName: account.displayName };
  const event = cloud.calendars.put({
    ...content,
    account: account.email,
    id,
    uid: resource.iCalUID ?? `${id}@google.com`,
    type: resource.eventType ?? 'default',
    series: null,
    organizer: party,
    creator: party,
    sequence: 0,
    createdAt: cloud.clock.now().epochMilliseconds,
  });
  deliverInvitation({ cloud, before: undefined, after: event, notify });
  declineExistingConflicts({ cloud, absence: event, tell: !silent });
  return cloud.calendars.get({ account: account.email, id }) ?? event;
}

function chooseId({
  calendar,
  account,
  resource,
}: {
  calendar: GoogleCalendar;
  account: Account;
  resource: EventResource;
}): string {
  const { calendars } = calendar.cloud;
  const given = resource.id ?? null;
  if (given === null) {
    if (resource.iCalUID && calendars.withUid({ account: account.email, uid: resource.iCalUID }).length > 0) {
      throw duplicate();
    }
    return newEventId();
  }
  // RFC 2938 §3.1.2: base32hex. Length and alphabet: Event.id in calendar:v3.
  if (!/^[a-v0-9]{5,1024}$/.test(given)) throw invalid('Invalid resource id value.');
  if (calendars.get({ account: account.email, id: given }) === undefined) return given;
  // Google does not promise to notice in time. Then the second entry stands beside the first, with its own id.
  const target = { account: account.email, method: 'POST', path: '/events' };
  if (calendar.faults.take({ kinds: ['late_duplicate'], target }) !== undefined) return newEventId();
  throw duplicate();
}

function duplicate(): GoogleError {
  return new GoogleError({ status: 409, reason: 'duplicate', message: 'The requested identifier already exists.' });
}

function checkType({
  resource,
  account,
  content,
}: {
  resource: EventResource;
  account: Account;
  content: Pick<CalendarEvent, 'start' | 'attendees'>;
}): void {
  const type = resource.eventType ?? 'default';
  if (type === 'fromGmail') throw invalid('Event type cannot be created.');
  if (type !== 'outOfOffice' && type !== 'focusTime') return;
  const restricted = (message: string): GoogleError =>
    new GoogleError({ status: 400, reason: 'eventTypeRestriction', domain: 'calendar', message });
  if (account.hostedDomain === null) throw restricted('This event type is not available for this account.');
  if (content.start.kind === 'allDay') throw restricted('An event of this type cannot last whole days.');
  if (content.attendees.length > 0) throw restricted('An event of this type cannot have attendees.');
}
