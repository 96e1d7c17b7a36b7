import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CalendarEvent, JsonObject, JsonValue } from '../../../core/calendar/calendar-event.ts';
import { computedInstances, occurrencesIn, spanOf } from '../../../core/calendar/occurrences.ts';
import { originOf } from '../../../core/request-origin.ts';
import type { Mailbox } from '../graph-access.ts';
import { GraphError } from '../graph-error.ts';
import { odataContext } from '../odata-context.ts';
import { preferencesOf } from '../prefer.ts';
import { eventPaths, openCalendar, readers } from './event-access.ts';
import { presentFor } from './event-answer.ts';
import { presentEvent } from './event-json.ts';
import { utc } from './event-time.ts';
import { satisfies } from './filter-events.ts';
import { findEvent, isInCalendar } from './graph-calendar.ts';
import type { GraphCalendar } from './graph-calendar.ts';
import { readListQuery, readWindow } from './list-query.ts';
import type { ListQuery } from './list-query.ts';
import { readShape } from './odata-shape.ts';
import { ownOf } from './outlook-content.ts';

const path = z.object({ eventId: z.string() });

/** Lists: a calendar's events, the view of a window with series expanded, and the instances of a series. */
export function listRoutes({ app, calendar }: { app: FastifyInstance; calendar: GraphCalendar }): void {
  const store = calendar.microsoft.cloud.calendars;

  const answer = ({
    request,
    reply,
    mailbox,
    entries,
  }: {
    request: FastifyRequest;
    reply: FastifyReply;
    mailbox: Mailbox;
    entries: readonly CalendarEvent[];
  }): JsonObject => {
    const preferences = preferencesOf({ request, reply });
    const shape = readShape(request.query);
    const query = readListQuery(request.query);
    const found = sorted({ calendar, query, entries: filtered({ calendar, query, entries }) });
    const pageSize = shortened({ calendar, mailbox, pageSize: preferences.maxPageSize ?? query.top, request });
    const page = found.slice(query.skip, query.skip + pageSize);
    const next = query.skip + page.length;
    return {
      ...odataContext(`users('${mailbox.account.subject}')/events`),
      ...(query.count ? { '@odata.count': found.length } : {}),
      value: page.map((event) => presentFor({ calendar, event, mailbox, preferences, shape })),
      ...(next < found.length ? { '@odata.nextLink': nextLink({ request, skip: next }) } : {}),
    };
  };

  for (const events of eventPaths('/events')) {
    app.get(events, (request, reply) => {
      const mailbox = openCalendar({ calendar, request, scopes: readers });
      const entries = [...store.eventsOf(mailbox.account.email)].filter(
        (event) => event.series === null && isInCalendar(event),
      );
      return answer({ request, reply, mailbox, entries });
    });

    app.get(`${events}/:eventId/instances`, (request, reply) => {
      const mailbox = openCalendar({ calendar, request, scopes: readers });
      const { email, timeZone: zone } = mailbox.account;
      const master = findEvent({ calendar, account: email, graphId: path.parse(request.params).eventId });
      if (master.recurrence.length === 0) throw noSeries();
      const { from, until } = readWindow(request.query);
      const changed = store.exceptionsOf({ account: email, seriesId: master.id }).values();
      const entries = [...computedInstances({ store, master, from, until }), ...changed].filter((event) => {
        const span = spanOf({ event, zone });
        return isInCalendar(event) && span.start < until && span.end > from;
      });
      return answer({ request, reply, mailbox, entries: byStart({ entries, zone }) });
    });
  }

  for (const view of eventPaths('/calendarView')) {
    app.get(view, (request, reply) => {
      const mailbox = openCalendar({ calendar, request, scopes: readers });
      const { email: account, timeZone: zone } = mailbox.account;
      const window = readWindow(request.query);
      const entries = occurrencesIn({ store, account, zone, ...window, cancelledSeries: true }).filter(isInCalendar);
      return answer({ request, reply, mailbox, entries: byStart({ entries, zone }) });
    });
  }
}

function noSeries(): GraphError {
  const message = 'Expanding instances is only supported on a series master.';
  return new GraphError({ status: 400, code: 'ErrorInvalidRequest', message });
}

function byStart({ entries, zone }: { entries: readonly CalendarEvent[]; zone: string }): CalendarEvent[] {
  return entries.toSorted((a, b) => spanOf({ event: a, zone }).start - spanOf({ event: b, zone }).start);
}

type Plain = Readonly<Record<string, JsonValue>>;

/** Entries are values that never change, and writing one out costs more than all a filter does with it. */
const plainForms = new WeakMap<CalendarEvent, Plain>();

/** An event as filters and orders see it: everything but its body, in UTC. */
function plain({ calendar, event }: { calendar: GraphCalendar; event: CalendarEvent }): Plain {
  const known = plainForms.get(event);
  if (known !== undefined) return known;
  const { cloud } = calendar.microsoft;
  const isKept = (candidate: CalendarEvent): boolean => cloud.calendars.get(candidate) !== undefined;
  const as = { answerZone: utc, bodyType: 'html', immutableIds: false, publicUrl: '', isKept } as const;
  const properties = Object.entries(ownOf(event).properties).map(([id, value]) => ({ id, value }));
  const { body: _body, bodyPreview: _preview, ...rest } = presentEvent({ event, as });
  const form = { ...rest, singleValueExtendedProperties: properties };
  plainForms.set(event, form);
  return form;
}

function filtered({
  calendar,
  query,
  entries,
}: {
  calendar: GraphCalendar;
  query: ListQuery;
  entries: readonly CalendarEvent[];
}): readonly CalendarEvent[] {
  const { filter } = query;
  if (filter === null) return entries;
  return entries.filter((event) => satisfies({ event: plain({ calendar, event }), filter }));
}

function sorted({
  calendar,
  query,
  entries,
}: {
  calendar: GraphCalendar;
  query: ListQuery;
  entries: readonly CalendarEvent[];
}): readonly CalendarEvent[] {
  const { orderBy } = query;
  if (orderBy === null) return entries;
  const keyOf = (event: CalendarEvent): string => {
    const [name = '', inner] = orderBy.path.split('/');
    const value = plain({ calendar, event })[name];
    return String(inner === undefined ? value : (Object(value) as Record<string, unknown>)[inner]);
  };
  const keyed = entries.map((event) => ({ event, key: keyOf(event) }));
  const ascending = keyed.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return (orderBy.descending ? ascending.toReversed() : ascending).map(({ event }) => event);
}

function shortened({
  calendar,
  mailbox,
  pageSize,
  request,
}: {
  calendar: GraphCalendar;
  mailbox: Mailbox;
  pageSize: number;
  request: FastifyRequest;
}): number {
  const target = { account: mailbox.account.email, method: 'GET', path: request.url.split('?')[0] ?? '' };
  const short = calendar.microsoft.faults.take({ kinds: ['short_page'], target });
  return short === undefined ? pageSize : Math.min(pageSize, short.items ?? 0);
}

function nextLink({ request, skip }: { request: FastifyRequest; skip: number }): string {
  const url = new URL(request.url, originOf(request));
  url.searchParams.set('$skip', String(skip));
  return url.href;
}
