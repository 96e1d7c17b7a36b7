import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A strong validator of what is sent (RFC 9110 §8.8.3): the same representation has the same tag, whoever answers. */
export function entityTag(body: unknown): string {
  return `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 27)}"`;
}

/** Whether a change may be made: there is no `If-Match`, or it names what is there now (RFC 9110 §13.1.1). */
export function matchesCurrent({ request, current }: { request: FastifyRequest; current: unknown }): boolean {
  const wanted = request.headers['if-match'];
  return wanted === undefined || names({ list: wanted, tag: entityTag(current) });
}

/** Sends what is asked for with its tag, or 304 where the caller has it already (RFC 9110 §13.1.2). */
export function sendTagged<Body>({
  request,
  reply,
  body,
}: {
  request: FastifyRequest;
  reply: FastifyReply;
  body: Body;
}): Body | FastifyReply {
  const tag = entityTag(body);
  reply.header('etag', tag);
  const known = request.headers['if-none-match'];
  return known !== undefined && names({ list: known.replaceAll('W/', ''), tag }) ? reply.code(304).send() : body;
}

function names({ list, tag }: { list: string; tag: string }): boolean {
  return list.split(',').some((one) => one.trim() === '*' || one.trim() === tag);
}
