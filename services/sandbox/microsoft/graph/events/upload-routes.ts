import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { originOf } from '../../../core/request-origin.ts';
import { badRequest, GraphError, itemNotFound } from '../graph-error.ts';
import { odataContext } from '../odata-context.ts';
import { addFile, largestInOnePost } from './attachment-routes.ts';
import { eventPaths, openCalendar, writers } from './event-access.ts';
import { writeId } from './event-id.ts';
import { presentMoment } from './event-time.ts';
import { findEvent } from './graph-calendar.ts';
import type { GraphCalendar } from './graph-calendar.ts';

type Session = {
  readonly account: string;
  /** As the session was asked for. */
  readonly eventId: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly expiresAt: number;
  readonly parts: readonly Buffer[];
};

const newSession = z.object({
  AttachmentItem: z.object({
    attachmentType: z.string(),
    name: z.string().min(1),
    size: z.int().positive(),
    contentType: z.string().nullish(),
  }),
});

const largest = 150 * 1024 * 1024;
const lifetimeMilliseconds = 60 * 60 * 1000;
const sessionPath = '/api/gv1.0/AttachmentSessions/:session';
const path = z.object({ session: z.string() });
const eventPath = z.object({ eventId: z.string() });

/** Upload sessions for files too large for one POST. Their address is opaque and takes no token. Kept in memory. */
export function uploadRoutes({ app, calendar }: { app: FastifyInstance; calendar: GraphCalendar }): void {
  const sessions = new Map<string, Session>();
  const { cloud } = calendar.microsoft;
  const now = (): number => cloud.clock.now().epochMilliseconds;
  // Whatever type a client says its part has, or none.
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  const progress = (session: Session) => ({
    expirationDateTime: presentMoment(session.expiresAt),
    nextExpectedRanges: [`${sizeOf(session)}-`],
  });

  for (const event of eventPaths('/events/:eventId')) {
    app.post(`${event}/attachments/createUploadSession`, (request, reply: FastifyReply) => {
      const { account } = openCalendar({ calendar, request, scopes: writers });
      const { eventId } = eventPath.parse(request.params);
      findEvent({ calendar, account: account.email, graphId: eventId });
      const parsed = newSession.safeParse(request.body);
      if (!parsed.success) throw badRequest('AttachmentItem needs attachmentType, name and size.');
      const { name, size, contentType } = parsed.data.AttachmentItem;
      if (size < largestInOnePost) throw wrongSize('ErrorAttachmentSizeShouldNotBeLessThanMinimumSize');
      if (size > largest) throw wrongSize('ErrorAttachmentSizeLimitExceeded');
      const id = randomUUID();
      const session: Session = {
        account: account.email,
        eventId,
        name,
        contentType: contentType ?? 'application/octet-stream',
        size,
        expiresAt: now() + lifetimeMilliseconds,
        parts: [],
      };
      sessions.set(id, session);
      const uploadUrl = `${originOf(request)}${sessionPath.replace(':session', id)}`;
      return reply
        .code(201)
        .send({ ...odataContext('microsoft.graph.uploadSession'), uploadUrl, ...progress(session) });
    });
  }

  const find = (params: unknown): { id: string; session: Session } => {
    const { session: id } = path.parse(params);
    const session = sessions.get(id);
    if (session === undefined || session.expiresAt < now()) throw itemNotFound();
    return { id, session };
  };

  app.get(sessionPath, (request) => progress(find(request.params).session));

  app.delete(sessionPath, (request, reply: FastifyReply) => {
    sessions.delete(find(request.params).id);
    return reply.code(204).send();
  });

  app.put(sessionPath, { bodyLimit: 4 * 1024 * 1024 }, (request, reply) => {
    const { id, session } = find(request.params);
    const part = partOf({ range: request.headers['content-range'], body: request.body, session });
    const grown: Session = { ...session, parts: [...session.parts, part] };
    sessions.set(id, grown);
    if (sizeOf(grown) < grown.size) return reply.code(200).send(progress(grown));
    sessions.delete(id);
    const event = findEvent({ calendar, account: session.account, graphId: session.eventId });
    const { name, contentType } = session;
    const file = addFile({ calendar, event, name, contentType, isInline: false, bytes: Buffer.concat(grown.parts) });
    const attachmentId = writeId({
      account: event.account,
      kind: 'attachment',
      id: `${event.id} ${file.id}`,
      immutable: false,
    });
    return reply
      .code(201)
      .header('location', `${originOf(request)}/v1.0/me/events/${session.eventId}/attachments/${attachmentId}`)
      .send();
  });
}

function sizeOf(session: Session): number {
  return session.parts.reduce((sum, part) => sum + part.length, 0);
}

/** @throws GraphError 416 unless the range is the next one and the body fills it */
function partOf({ range, body, session }: { range: string | undefined; body: unknown; session: Session }): Buffer {
  const [, first, last, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range ?? '') ?? [];
  const part = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const fits = Number(first) === sizeOf(session) && Number(last) - Number(first) + 1 === part.length;
  if (fits && Number(size) === session.size) return part;
  throw new GraphError({ status: 416, code: 'InvalidRange', message: 'The uploaded range is not the expected one.' });
}

function wrongSize(code: string): GraphError {
  return new GraphError({ status: 400, code, message: 'The attachment is too small or too large for a session.' });
}
