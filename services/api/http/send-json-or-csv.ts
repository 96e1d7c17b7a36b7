import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendTagged } from './entity-tag.ts';

/** Sends a table as the caller accepts it, JSON unless CSV is asked for, with a tag for each of the two. */
export function sendJsonOrCsv<Body>({
  request,
  reply,
  body,
  toCsv,
}: {
  request: FastifyRequest;
  reply: FastifyReply;
  body: Body;
  toCsv: (body: Body) => string;
}): FastifyReply {
  reply.header('vary', 'accept');
  const isCsv = prefersCsv(request.headers.accept ?? '');
  if (isCsv) reply.type('text/csv; charset=utf-8; header=present');
  const sent: unknown = sendTagged<unknown>({ request, reply, body: isCsv ? toCsv(body) : body });
  return sent === reply ? reply : reply.send(sent);
}

/** Whichever of the two is named with the greater weight (RFC 9110 §12.5.1); JSON where neither is. */
function prefersCsv(accept: string): boolean {
  const weights = accept
    .toLowerCase()
    .split(',')
    .map((range) => {
      const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    });
  const weightOf = (type: string) => weights.find((range) => range.type === type)?.quality ?? 0;
  return weightOf('text/csv') > weightOf('application/json');
}
