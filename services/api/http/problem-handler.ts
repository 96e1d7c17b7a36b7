import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { DeclaredRoute } from './access.ts';
import { allowedMethods } from './allowed-methods.ts';
import { ProblemError, type ProblemName } from './problem-error.ts';

/** Refusals that Fastify and its plugins make by themselves. */
const byStatus: Readonly<Record<number, ProblemName>> = {
  400: 'invalid_request',
  404: 'not_found',
  413: 'too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
  503: 'unavailable',
};

const partOf = { body: 'body', querystring: 'query', params: 'path', headers: 'header' } as const;

/** One place that turns what went wrong into problem+json; what is our own fault is logged once and not described. */
export function answerProblems(app: FastifyInstance, { declared }: { declared: readonly DeclaredRoute[] }): void {
  app.setErrorHandler((error: FastifyError, request, reply) => sendProblem({ error, request, reply }));
  app.setNotFoundHandler((request, reply) => {
    const allowed = allowedMethods({ declared, path: request.url.split('?')[0] ?? '' });
    if (allowed.length === 0 || allowed.includes(request.method)) {
      return sendProblem({ error: new ProblemError({ name: 'not_found' }), request, reply });
    }
    reply.header('allow', allowed.join(', '));
    return sendProblem({ error: new ProblemError({ name: 'method_not_allowed' }), request, reply });
  });
}

export function sendProblem({
  error,
  request,
  reply,
}: {
  error: FastifyError | ProblemError;
  request: FastifyRequest;
  reply: FastifyReply;
}): FastifyReply {
  const { problem } = toProblem({ error, request });
  if (problem.type.endsWith(':invalid_api_key')) reply.header('www-authenticate', 'Bearer realm="Throughline"');
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send({ ...problem, instance: `urn:uuid:${request.id}` });
}

/** What went wrong, as a problem; what is our own fault is logged here. */
export function toProblem({
  error,
  request,
}: {
  error: FastifyError | ProblemError;
  request: FastifyRequest;
}): ProblemError {
  if (error instanceof ProblemError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const part = partOf[error.validationContext as keyof typeof partOf] ?? 'body';
    return new ProblemError({
      name: 'invalid_request',
      errors: error.validation.map(({ instancePath, message }) => ({
        in: part,
        // The whole body is the empty pointer (RFC 6901 §5); '/' would be a field without a name.
        pointer: instancePath === '/' ? '' : instancePath,
        detail: message ?? 'is not valid',
      })),
    });
  }
  const name = byStatus[error.statusCode ?? 500];
  if (name === 'too_large') return new ProblemError({ name, detail: sizeAllowed(request.routeOptions.bodyLimit) });
  if (name !== undefined) return new ProblemError({ name, detail: error.message });
  request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
  return new ProblemError({ name: 'internal' });
}

function sizeAllowed(bytes: number): string {
  return `At most ${Math.floor(bytes / 1024 / 1024)} MiB are taken here.`;
}
