import type { FastifyRequest } from 'fastify';
import type { CalendarEvent } from '../../../core/calendar/calendar-event.ts';
import { mailboxPaths, openMailbox } from '../graph-access.ts';
import type { Mailbox } from '../graph-access.ts';
import { GraphError, itemNotFound } from '../graph-error.ts';
import { etagOf } from './event-json.ts';
import { readId, writeId } from './event-id.ts';
import type { GraphCalendar } from './graph-calendar.ts';

/** Which scopes each kind of call accepts. Calendars.ReadBasic shows neither body nor attachments nor properties. */
export const readers = ['Calendars.ReadBasic', 'Calendars.Read', 'Calendars.ReadWrite'];
export const fullReaders = ['Calendars.Read', 'Calendars.ReadWrite'];
export const writers = ['Calendars.ReadWrite'];

export function readsBasicsOnly(mailbox: Mailbox): boolean {
  return !fullReaders.some((scope) => mailbox.scopes.includes(scope));
}

/** Every address of something in a mailbox's one calendar. */
export function eventPaths(path: string): string[] {
  return ['', '/calendar', '/calendars/:calendar'].flatMap((calendar) => mailboxPaths(`${calendar}${path}`));
}

/** The calendar's id; like every container's it is the same with and without `IdType="ImmutableId"`. */
export function calendarIdOf(account: string): string {
  return writeId({ account, kind: 'calendar', id: 'calendar', immutable: false });
}

/**
 * The mailbox of a call, through its one calendar.
 *
 * @throws GraphError as `openMailbox`, and 404 for a calendar that the mailbox does not have
 */
export function openCalendar({
  calendar: { microsoft },
  request,
  scopes,
}: {
  calendar: GraphCalendar;
  request: FastifyRequest;
  scopes: readonly string[];
}): Mailbox {
  const mailbox = openMailbox({ microsoft, request, scopes });
  const { calendar: id } = Object(request.params) as { calendar?: string };
  if (id === undefined) return mailbox;
  if (readId({ account: mailbox.account.email, kind: 'calendar', id }) === undefined) throw itemNotFound();
  return mailbox;
}

/** @throws GraphError 412 when the caller saw an earlier state */
export function checkPrecondition({ request, event }: { request: FastifyRequest; event: CalendarEvent }): void {
  const expected = request.headers['if-match'];
  if (expected === undefined || expected === '*' || expected === etagOf(event)) return;
  throw new GraphError({
    status: 412,
    code: 'ErrorIrresolvableConflict',
    message:
      'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  });
}
