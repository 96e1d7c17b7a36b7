import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ScimRefusal } from '@throughline/domain/people/scim/scim-refusal.ts';
import { toProblem } from '../../http/problem-handler.ts';

export const scimJson = 'application/scim+json';

/** SCIM has an error schema of its own (RFC 7644 §3.12), with the status as a text. */
export function sendScimError({
  error,
  request,
  reply,
}: {
  error: FastifyError | Error;
  request: FastifyRequest;
  reply: FastifyReply;
}): FastifyReply {
  const { status, scimType, detail } = readError({ error, request });
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="Throughline"');
  return reply
    .code(status)
    .type(scimJson)
    .serializer(JSON.stringify)
    .send({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      ...(scimType === null ? {} : { scimType }),
      detail,
      status: String(status),
    });
}

function readError({ error, request }: { error: FastifyError | Error; request: FastifyRequest }) {
  if (error instanceof ScimRefusal) return { status: error.status, scimType: error.scimType, detail: error.message };
  const { problem } = toProblem({ error: error as FastifyError, request });
  const { status, title, detail = title } = problem;
  return { status, scimType: status === 400 ? 'invalidSyntax' : null, detail };
}
