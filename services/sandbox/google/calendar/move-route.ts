import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { CalendarEvent } from '../../core/calendar/calendar-event.ts';
import { isOrganizer } from '../../core/calendar/calendar-event.ts';
import { deliverInvitation } from '../../core/invitations/deliver-invitation.ts';
import { contentOf, invitationCopy } from '../../core/invitations/invitation-copy.ts';
import { forbidden, invalidParameter, notFound } from '../google-error.ts';
import { callerOf, maySeeBusyTimes, ownCalendar } from './calendar-access.ts';
import { presentEvent } from './event-json.ts';
import type { GoogleCalendar } from './google-calendar.ts';

const path = z.object({ calendarId: z.string(), eventId: z.string() });
const moveQuery = z.object({ destination: z.string().toLowerCase(), sendUpdates: z.enum(['all', 'none']).optional() });

/**
 * events.move: another calendar, and with it another organizer. In the calendar it left stands a bare tombstone, or an
 * invitation if its owner is invited. Colleagues who share their calendars stand for those who let others write to them.
 */
export function moveRoute({ app, calendar }: { app: FastifyInstance; calendar: GoogleCalendar }): void {
  const { cloud, grants } = calendar;

  app.post('/calendar/v3/calendars/:calendarId/events/:eventId/move', (request) => {
    const { calendarId, eventId } = path.parse(request.params);
    const caller = callerOf({ request, kind: 'writeEvents', cloud, grants });
    const account = ownCalendar({ cloud, caller, calendarId });
    const query = moveQuery.safeParse(request.query);
    if (!query.success) throw invalidParameter({ name: 'destination', message: 'Required' });
    const owner = cloud.accounts.get(query.data.destination);
    const before = cloud.calendars.get({ account: account.email, id: eventId });
    if (owner === undefined || before === undefined) throw notFound();
    const isMovable = before.status !== 'cancelled' && isOrganizer(before) && before.recurrence.length === 0;
    if (!isMovable || !maySeeBusyTimes({ owner, reader: account })) throw forbidden();

    const moved: CalendarEvent = { ...before, organizer: { email: owner.email, displayName: owner.displayName } };
    const after = cloud.calendars.put({ ...contentOf(moved), account: owner.email });
    const isInvited = before.attendees.some(({ email }) => email === account.email);
    if (isInvited) cloud.calendars.put(invitationCopy({ event: after, account: account.email, existing: before }));
    else cloud.calendars.put({ ...contentOf(before), status: 'cancelled' });
    deliverInvitation({ cloud, before, after, notify: query.data.sendUpdates ?? 'none' });
    return presentEvent({ event: after, zone: owner.timeZone, publicUrl: calendar.publicUrl() });
  });
}
