import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CalendarEvent, JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { Mailbox } from '../graph-access.ts';
import { odataContext } from '../odata-context.ts';
import { preferencesOf } from '../prefer.ts';
import type { Preferences } from '../prefer.ts';
import { attachmentRoutes } from './attachment-routes.ts';
import { changeEvent } from './change-event.ts';
import { createEvent } from './create-event.ts';
import { deleteEvent } from './delete-event.ts';
import { checkPrecondition, eventPaths, openCalendar, readers, writers } from './event-access.ts';
import { presentFor } from './event-answer.ts';
import { readEventResource } from './event-resource.ts';
import { findEvent } from './graph-calendar.ts';
import type { GraphCalendar } from './graph-calendar.ts';
import { listRoutes } from './list-routes.ts';
import { readShape } from './odata-shape.ts';
import { permanentDeleteRoute } from './permanent-delete-route.ts';
import { responseRoutes } from './response-routes.ts';
import { uploadRoutes } from './upload-routes.ts';

const path = z.object({ eventId: z.string() });

/** Everything about the events of a calendar; here POST on them, and GET, PATCH and DELETE of one. */
export function eventRoutes({ app, calendar }: { app: FastifyInstance; calendar: GraphCalendar }): void {
  const open = ({ request, scopes }: { request: FastifyRequest; scopes: readonly string[] }): Mailbox =>
    openCalendar({ calendar, request, scopes });

  const find = ({ mailbox, request }: { mailbox: Mailbox; request: FastifyRequest }): CalendarEvent =>
    findEvent({ calendar, account: mailbox.account.email, graphId: path.parse(request.params).eventId });

  const present = (args: {
    event: CalendarEvent;
    request: FastifyRequest;
    mailbox: Mailbox;
    preferences: Preferences;
  }): JsonObject => presentFor({ calendar, ...args, shape: readShape(args.request.query) });

  const one = (answer: Parameters<typeof present>[0]): JsonObject => ({
    ...odataContext(`users('${answer.mailbox.account.subject}')/events/$entity`),
    ...present(answer),
  });

  listRoutes({ app, calendar });
  responseRoutes({ app, calendar });
  permanentDeleteRoute({ app, calendar });
  attachmentRoutes({ app, calendar });
  uploadRoutes({ app, calendar });

  for (const events of eventPaths('/events')) {
    app.post(events, (request, reply) => {
      const mailbox = open({ request, scopes: writers });
      const preferences = preferencesOf({ request, reply });
      const { account } = mailbox;
      const resource = readEventResource(request.body);
      const event = createEvent({ calendar, account, resource, body: request.body, notify: 'all' });
      return reply.code(201).send(one({ event, request, mailbox, preferences }));
    });

    app.get(`${events}/:eventId`, (request, reply) => {
      const mailbox = open({ request, scopes: readers });
      const preferences = preferencesOf({ request, reply });
      return one({ event: find({ mailbox, request }), request, mailbox, preferences });
    });

    app.patch(`${events}/:eventId`, (request, reply) => {
      const mailbox = open({ request, scopes: writers });
      const preferences = preferencesOf({ request, reply });
      const before = find({ mailbox, request });
      checkPrecondition({ request, event: before });
      const resource = readEventResource(request.body);
      const event = changeEvent({ calendar, account: mailbox.account, event: before, resource });
      return one({ event, request, mailbox, preferences });
    });

    app.delete(`${events}/:eventId`, (request, reply: FastifyReply) => {
      const mailbox = open({ request, scopes: writers });
      const event = find({ mailbox, request });
      checkPrecondition({ request, event });
      deleteEvent({ calendar, event });
      return reply.code(204).send();
    });
  }
}
