import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CalendarEvent, EventFile, JsonObject } from '../../../core/calendar/calendar-event.ts';
import { isOrganizer } from '../../../core/calendar/calendar-event.ts';
import { contentOf } from '../../../core/invitations/invitation-copy.ts';
import type { Mailbox } from '../graph-access.ts';
import { accessDenied, badRequest, GraphError, itemNotFound } from '../graph-error.ts';
import { odataContext } from '../odata-context.ts';
import { preferencesOf } from '../prefer.ts';
import { selectProperties } from '../select-properties.ts';
import { presentAttachment } from './attachment-json.ts';
import { checkPrecondition, eventPaths, fullReaders, openCalendar, writers } from './event-access.ts';
import { readId } from './event-id.ts';
import { findEvent } from './graph-calendar.ts';
import type { GraphCalendar } from './graph-calendar.ts';
import { ownOf } from './outlook-content.ts';

const path = z.object({ eventId: z.string(), attachmentId: z.string().default('') });
const query = z.looseObject({ $select: z.string().optional() });

/** From this size on a file needs an upload session. */
export const largestInOnePost = 3 * 1024 * 1024;

const newAttachment = z.looseObject({
  '@odata.type': z.string(),
  name: z.string().min(1),
  contentType: z.string().nullish(),
  contentBytes: z.string().min(1),
  isInline: z.boolean().nullish(),
});

/** Files of an event, whole. Putting one there or taking it away tells nobody: it goes out with the next update. */
export function attachmentRoutes({ app, calendar }: { app: FastifyInstance; calendar: GraphCalendar }): void {
  const open = (request: FastifyRequest, scopes: readonly string[]): { event: CalendarEvent; mailbox: Mailbox } => {
    const mailbox = openCalendar({ calendar, request, scopes });
    const { eventId } = path.parse(request.params);
    return { mailbox, event: findEvent({ calendar, account: mailbox.account.email, graphId: eventId }) };
  };

  const present = (args: {
    event: CalendarEvent;
    file: EventFile;
    request: FastifyRequest;
    reply: FastifyReply;
  }): JsonObject => {
    const { event, file, request, reply } = args;
    const entity = presentAttachment({ calendar, event, file, preferences: preferencesOf({ request, reply }) });
    return selectProperties({ entity, select: query.parse(request.query).$select });
  };

  for (const event of eventPaths('/events/:eventId')) {
    const attachments = `${event}/attachments`;

    app.get(attachments, (request, reply) => {
      const { event: entry, mailbox } = open(request, fullReaders);
      return {
        ...odataContext(`users('${mailbox.account.subject}')/events/attachments`),
        value: filesOf(entry).map((file) => present({ event: entry, file, request, reply })),
      };
    });

    app.get(`${attachments}/:attachmentId`, (request, reply) => {
      const { event: entry, mailbox } = open(request, fullReaders);
      const file = findFile({ event: entry, request });
      return {
        ...odataContext(`users('${mailbox.account.subject}')/events/attachments/$entity`),
        ...present({ event: entry, file, request, reply }),
      };
    });

    app.get(`${attachments}/:attachmentId/$value`, (request, reply) => {
      const { event: entry } = open(request, fullReaders);
      const file = findFile({ event: entry, request });
      return reply.type(file.contentType).send(calendar.files.bytesOf(file));
    });

    app.post(attachments, (request, reply) => {
      const { event: entry, mailbox } = open(request, writers);
      const given = readAttachment(request.body);
      const file = addFile({ calendar, event: entry, ...given });
      return reply.code(201).send({
        ...odataContext(`users('${mailbox.account.subject}')/events/attachments/$entity`),
        ...present({ event: entry, file, request, reply }),
      });
    });

    app.delete(`${attachments}/:attachmentId`, (request, reply) => {
      const { event: entry } = open(request, writers);
      if (!isOrganizer(entry)) throw accessDenied();
      checkPrecondition({ request, event: entry });
      const gone = findFile({ event: entry, request });
      keepFiles({ calendar, event: entry, files: filesOf(entry).filter(({ id }) => id !== gone.id) });
      return reply.code(204).send();
    });
  }
}

/** @throws GraphError 403: attendees do not change what they were sent */
export function addFile({
  calendar,
  event,
  ...described
}: {
  calendar: GraphCalendar;
  event: CalendarEvent;
  name: string;
  contentType: string;
  isInline: boolean;
  bytes: Buffer;
}): EventFile {
  if (!isOrganizer(event)) throw accessDenied();
  const file = calendar.files.add({ ...described, at: calendar.microsoft.cloud.clock.now().epochMilliseconds });
  keepFiles({ calendar, event, files: [...filesOf(event), file] });
  return file;
}

function keepFiles({
  calendar,
  event,
  files,
}: {
  calendar: GraphCalendar;
  event: CalendarEvent;
  files: readonly EventFile[];
}): void {
  calendar.microsoft.cloud.calendars.put({
    ...contentOf(event),
    outlookOwn: { ...ownOf(event), attachments: files } as unknown as JsonObject,
  });
}

/** The organizer sees what is on the event, attendees what they were sent. */
export function filesOf(event: CalendarEvent): readonly EventFile[] {
  return isOrganizer(event) ? ownOf(event).attachments : (event.files ?? []);
}

function findFile({ event, request }: { event: CalendarEvent; request: FastifyRequest }): EventFile {
  const named = readId({
    account: event.account,
    kind: 'attachment',
    id: path.parse(request.params).attachmentId,
  });
  const file = filesOf(event).find(({ id }) => `${event.id} ${id}` === named);
  if (file === undefined) throw itemNotFound();
  return file;
}

function readAttachment(body: unknown) {
  const parsed = newAttachment.safeParse(body);
  if (!parsed.success || !/fileAttachment$/i.test(parsed.data['@odata.type'])) {
    throw badRequest('An attachment needs @odata.type #microsoft.graph.fileAttachment, a name and contentBytes.');
  }
  const { name, contentType, contentBytes, isInline } = parsed.data;
  if (!/^[A-Za-z0-9+/\s]*={0,2}$/.test(contentBytes)) throw badRequest('Cannot convert a value to Edm.Binary.');
  const bytes = Buffer.from(contentBytes, 'base64');
  if (bytes.length >= largestInOnePost) {
    throw new GraphError({
      status: 413,
      code: 'ErrorMessageSizeExceeded',
      message: 'The message exceeds the maximum supported size.',
    });
  }
  return { name, bytes, contentType: contentType ?? 'application/octet-stream', isInline: isInline ?? false };
}
