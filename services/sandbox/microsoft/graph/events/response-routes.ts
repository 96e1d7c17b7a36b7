import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CalendarEvent, Response } from '../../../core/calendar/calendar-event.ts';
import { isOrganizer } from '../../../core/calendar/calendar-event.ts';
import { answerInvitation } from '../../../core/invitations/answer-invitation.ts';
import { contentOf } from '../../../core/invitations/invitation-copy.ts';
import { badRequest, GraphError } from '../graph-error.ts';
import { deleteEvent, throwAway } from './delete-event.ts';
import { eventPaths, openCalendar, writers } from './event-access.ts';
import { findEvent } from './graph-calendar.ts';
import type { GraphCalendar } from './graph-calendar.ts';
import { sharedOf } from './outlook-content.ts';

const path = z.object({ eventId: z.string() });

/** The parameters of an action are found whatever their letter case. */
const parameters = z.preprocess(
  (body) => Object.fromEntries(Object.entries(Object(body)).map(([name, value]) => [name.toLowerCase(), value])),
  z.object({ comment: z.string().nullish(), sendresponse: z.boolean().nullish() }),
);

const answers: readonly (readonly [action: string, response: Response])[] = [
  ['accept', 'accepted'],
  ['tentativelyAccept', 'tentative'],
  ['decline', 'declined'],
];

/** What attendees answer, and the organizer's cancellation with a word to it. */
export function responseRoutes({ app, calendar }: { app: FastifyInstance; calendar: GraphCalendar }): void {
  const read = (request: FastifyRequest) => {
    const { account } = openCalendar({ calendar, request, scopes: writers });
    const event = findEvent({ calendar, account: account.email, graphId: path.parse(request.params).eventId });
    const parsed = parameters.safeParse(request.body ?? {});
    if (!parsed.success) throw badRequest(`Invalid action parameters: ${z.prettifyError(parsed.error)}`);
    return { event, comment: parsed.data.comment ?? null, sendResponse: parsed.data.sendresponse ?? true };
  };

  for (const event of eventPaths('/events/:eventId')) {
    app.post(`${event}/cancel`, (request, reply: FastifyReply) => {
      const given = read(request);
      if (!isOrganizer(given.event)) {
        throw new GraphError({
          status: 400,
          code: 'ErrorAccessDenied',
          message: "Your request can't be completed. You need to be an organizer to cancel a meeting.",
        });
      }
      deleteEvent({ calendar, event: given.event, comment: given.comment });
      return reply.code(202).send();
    });

    for (const [action, response] of answers) {
      app.post(`${event}/${action}`, (request, reply: FastifyReply) => {
        const given = read(request);
        checkAnswerable({ event: given.event, sendResponse: given.sendResponse });
        answer({ calendar, copy: given.event, response, comment: given.comment, sendResponse: given.sendResponse });
        return reply.code(202).send();
      });
    }
  }
}

function checkAnswerable({ event, sendResponse }: { event: CalendarEvent; sendResponse: boolean }): void {
  const refuse = (why: string): GraphError =>
    new GraphError({ status: 400, code: 'ErrorInvalidRequest', message: `Your request can't be completed. ${why}` });
  if (isOrganizer(event)) {
    throw refuse("You can't respond to this meeting because you're the meeting organizer.");
  }
  if (sendResponse && !sharedOf(event).responseRequested) {
    throw refuse("The meeting organizer hasn't requested a response.");
  }
}

/** Declining takes the invitation out of the calendar. Without `sendResponse` the organizer does not learn of it. */
function answer({
  calendar,
  copy,
  response,
  comment,
  sendResponse,
}: {
  calendar: GraphCalendar;
  copy: CalendarEvent;
  response: Response;
  comment: string | null;
  sendResponse: boolean;
}): void {
  const { cloud } = calendar.microsoft;
  const answered = sendResponse
    ? answerInvitation({ cloud, copy, response, comment, notify: 'all' })
    : cloud.calendars.put({
        ...contentOf(copy),
        attendees: copy.attendees.map((entry) => (entry.email === copy.account ? { ...entry, response } : entry)),
      });
  if (response === 'declined') throwAway({ calendar, copy: answered });
}
