import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { throwAway } from './delete-event.ts';
import { eventPaths, openCalendar, writers } from './event-access.ts';
import { findEvent } from './graph-calendar.ts';
import type { GraphCalendar } from './graph-calendar.ts';

const path = z.object({ eventId: z.string() });

/** Takes an entry out of the one mailbox, past the deleted items. It calls off nothing: what attendees have stays. */
export function permanentDeleteRoute({ app, calendar }: { app: FastifyInstance; calendar: GraphCalendar }): void {
  for (const event of eventPaths('/events/:eventId/permanentDelete')) {
    app.post(event, (request, reply: FastifyReply) => {
      const { account } = openCalendar({ calendar, request, scopes: writers });
      const { eventId } = path.parse(request.params);
      throwAway({ calendar, copy: findEvent({ calendar, account: account.email, graphId: eventId }) });
      return reply.code(204).send();
    });
  }
}
