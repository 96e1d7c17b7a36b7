import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Account } from '../../core/accounts/account-store.ts';
import type { CalendarEvent, JsonObject } from '../../core/calendar/calendar-event.ts';
import { computedInstances, findInstance, spanOf } from '../../core/calendar/occurrences.ts';
import type { Notify } from '../../core/invitations/notify.ts';
import { deleted, forbidden, invalidParameter, notFound, preconditionFailed } from '../google-error.ts';
import { calendarView, callerOf, ownCalendar } from './calendar-access.ts';
import type { CalendarView, CallKind } from './calendar-access.ts';
import { changeEvent } from './change-event.ts';
import { deleteEvent } from './delete-event.ts';
import { isZone } from '../../core/calendar/time-zone.ts';
import { etagOf, presentBusyOnly, presentEvent, presentListed } from './event-json.ts';
import type { WriteOptions } from './event-content.ts';
import { patchedResource, readEventResource } from './event-resource.ts';
import type { EventResource } from './event-resource.ts';
import type { GoogleCalendar } from './google-calendar.ts';
import { insertEvent } from './insert-event.ts';
import { listEvents } from './list-events.ts';
import { readListQuery } from './list-query.ts';
import { cutPage, readPageToken, writePageToken } from './page-cursor.ts';

const path = z.object({ calendarId: z.string(), eventId: z.string().default('') });

const writeQuery = z.object({
  sendUpdates: z.enum(['all', 'externalOnly', 'none']).optional(),
  sendNotifications: z.enum(['true', 'false']).optional(),
  conferenceDataVersion: z.enum(['0', '1']).default('0'),
  supportsAttachments: z.enum(['true', 'false']).default('false'),
});

const eventsPath = '/calendar/v3/calendars/:calendarId/events';
const eventPath = `${eventsPath}/:eventId`;

/** events.* of Calendar v3, but for watch, which is in channel-routes.ts. */
export function eventRoutes({ app, calendar }: { app: FastifyInstance; calendar: GoogleCalendar }): void {
  const { cloud, grants } = calendar;

  const view = ({ request, kind }: { request: FastifyRequest; kind: CallKind }): CalendarView => {
    const caller = callerOf({ request, kind, cloud, grants });
    return calendarView({ cloud, caller, calendarId: path.parse(request.params).calendarId });
  };

  const present = ({ event, request, seen }: { event: CalendarEvent; request: FastifyRequest; seen: CalendarView }) => {
    const zone = zoneOfAnswer({ request, owner: seen.owner });
    const publicUrl = calendar.publicUrl();
    return seen.role === 'owner'
      ? presentEvent({ event, zone, publicUrl })
      : presentBusyOnly({ event, zone, publicUrl });
  };

  const presentInList = ({
    event,
    request,
    seen,
  }: {
    event: CalendarEvent;
    request: FastifyRequest;
    seen: CalendarView;
  }) => {
    const zone = zoneOfAnswer({ request, owner: seen.owner });
    const publicUrl = calendar.publicUrl();
    return seen.role === 'owner'
      ? presentListed({ event, zone, publicUrl })
      : presentBusyOnly({ event, zone, publicUrl });
  };

  const find = ({ account, id }: { account: Account; id: string }): CalendarEvent => {
    const store = cloud.calendars;
    const event = store.get({ account: account.email, id }) ?? findInstance({ store, account: account.email, id });
    if (event === undefined) throw notFound();
    return event;
  };

  const collection = ({ seen, items }: { seen: CalendarView; items: JsonObject[] }): JsonObject => ({
    kind: 'calendar#events',
    etag: `"p3${cloud.calendars.version()}"`,
    summary: seen.owner.email,
    description: '',
    updated: cloud.clock.now().toString({ smallestUnit: 'millisecond' }),
    timeZone: seen.owner.timeZone,
    accessRole: seen.role,
    defaultReminders: seen.role === 'owner' ? [{ method: 'popup', minutes: 10 }] : [],
    items,
  });

  const writable = (request: FastifyRequest): Account => {
    const caller = callerOf({ request, kind: 'writeEvents', cloud, grants });
    return ownCalendar({ cloud, caller, calendarId: path.parse(request.params).calendarId });
  };

  const answer = ({
    event,
    request,
    reply,
    account,
  }: {
    event: CalendarEvent;
    request: FastifyRequest;
    reply: FastifyReply;
    account: Account;
  }): FastifyReply => {
    const seen: CalendarView = { owner: account, role: 'owner' };
    return reply.header('etag', etagOf(event)).send(present({ event, request, seen }));
  };

  app.get(eventsPath, (request) => {
    const seen = view({ request, kind: 'readEvents' });
    const query = readListQuery(request.query);
    const { page, nextPage, nextSyncToken } = listEvents({ calendar, owner: seen.owner, query });
    return {
      ...collection({ seen, items: page.map((event) => presentInList({ event, request, seen })) }),
      ...(nextPage === null ? {} : { nextPageToken: writePageToken(nextPage) }),
      ...(nextSyncToken === null ? {} : { nextSyncToken }),
    };
  });

  app.get(eventPath, (request, reply) => {
    const seen = view({ request, kind: 'readEvents' });
    const event = find({ account: seen.owner, id: path.parse(request.params).eventId });
    if (request.headers['if-none-match'] === etagOf(event)) return reply.code(304).send();
    return reply.header('etag', etagOf(event)).send(present({ event, request, seen }));
  });

  app.get(`${eventPath}/instances`, (request) => {
    const seen = view({ request, kind: 'readEvents' });
    const query = readListQuery(request.query);
    const master = find({ account: seen.owner, id: path.parse(request.params).eventId });
    const zone = seen.owner.timeZone;
    const from = query.timeMin ?? Number.NEGATIVE_INFINITY;
    const until = query.timeMax ?? cloud.clock.now().epochMilliseconds + 366 * 24 * 60 * 60 * 1000;
    const exceptions = cloud.calendars.exceptionsOf({ account: seen.owner.email, seriesId: master.id });
    const all = [...computedInstances({ store: cloud.calendars, master, from, until }), ...exceptions.values()];
    const entries = all.filter((event) => {
      const span = spanOf({ event, zone });
      if (span.start >= until || span.end <= from) return false;
      return query.showDeleted === true || event.status !== 'cancelled';
    });
    const { page, next } = cutPage({
      entries,
      keyOf: (event) => spanOf({ event, zone }).start,
      idOf: (event) => event.id,
      cursor: query.pageToken === undefined ? { after: null, version: 0 } : readPageToken(query.pageToken),
      limit: query.maxResults,
    });
    return {
      ...collection({ seen, items: page.map((event) => presentInList({ event, request, seen })) }),
      ...(next === null ? {} : { nextPageToken: writePageToken(next) }),
    };
  });

  app.post(eventsPath, (request, reply) => {
    const account = writable(request);
    const resource = readEventResource(request.body);
    const event = insertEvent({ calendar, account, resource, ...readWriteQuery(request) });
    return answer({ event, request, reply, account });
  });

  const change =
    ({ read }: { read: (args: { event: CalendarEvent; body: unknown }) => EventResource }) =>
    (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
      const account = writable(request);
      const event = find({ account, id: path.parse(request.params).eventId });
      checkPrecondition({ request, event });
      // What Google answers to writing a deleted entry: googleapis/google-api-python-client#846.
      if (event.status === 'cancelled') throw forbidden();
      const resource = read({ event, body: request.body });
      const givenAttendees = Object.hasOwn(Object(request.body), 'attendees');
      const changed = changeEvent({ calendar, account, event, resource, givenAttendees, ...readWriteQuery(request) });
      return answer({ event: changed, request, reply, account });
    };

  app.patch(eventPath, change({ read: ({ event, body }) => patchedResource({ event, patch: body }) }));
  app.put(eventPath, change({ read: ({ body }) => readEventResource(body) }));

  app.delete(eventPath, (request, reply) => {
    const account = writable(request);
    const event = find({ account, id: path.parse(request.params).eventId });
    if (event.status === 'cancelled') throw deleted();
    checkPrecondition({ request, event });
    deleteEvent({ calendar, event, notify: readWriteQuery(request).notify });
    return reply.code(204).send();
  });
}

function zoneOfAnswer({ request, owner }: { request: FastifyRequest; owner: Account }): string {
  const { timeZone } = Object(request.query) as { timeZone?: unknown };
  if (typeof timeZone !== 'string') return owner.timeZone;
  if (!isZone(timeZone)) throw invalidParameter({ name: 'timeZone', message: 'Invalid time zone' });
  return timeZone;
}

function checkPrecondition({ request, event }: { request: FastifyRequest; event: CalendarEvent }): void {
  const expected = request.headers['if-match'];
  if (expected !== undefined && expected !== '*' && expected !== etagOf(event)) throw preconditionFailed();
}

function readWriteQuery(request: FastifyRequest): { options: WriteOptions; notify: Notify } {
  const parsed = writeQuery.safeParse(request.query);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw invalidParameter({ name: String(issue?.path[0] ?? ''), message: issue?.message ?? 'Bad Request' });
  }
  const { sendUpdates, sendNotifications, conferenceDataVersion, supportsAttachments } = parsed.data;
  return {
    notify: sendUpdates ?? (sendNotifications === 'true' ? 'all' : 'none'),
    options: { conferences: conferenceDataVersion === '1', attachments: supportsAttachments === 'true' },
  };
}
