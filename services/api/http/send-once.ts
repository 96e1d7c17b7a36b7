import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerOnce } from '@throughline/app/answer-once.ts';
import type { AppContext } from '@throughline/app/context.ts';
import { entityTag } from './entity-tag.ts';
import { ProblemError } from './problem-error.ts';
import { apiClientOf } from './require-access.ts';
import { SentFile } from './takes-files.ts';

export type WriteAnswer<Body> = {
  readonly status: number;
  readonly body: Body;
  readonly location?: string;
  /** Where the answer is a representation that can be changed with `If-Match`. */
  readonly tagged?: boolean;
};

/**
 * Carries out a write of an API client in one transaction with its `Idempotency-Key`, if it sent one, and sends the
 * answer: asked again it is the first one, with `idempotency-replayed`. `work` gets the context it is to act through.
 */
export async function sendOnce<Body>({
  context,
  request,
  reply,
  work,
}: {
  context: AppContext;
  request: FastifyRequest;
  reply: FastifyReply;
  work: (context: AppContext) => Promise<WriteAnswer<Body>>;
}): Promise<Body> {
  const { organizationId, keyId } = apiClientOf(request);
  const key = request.headers['idempotency-key'];
  const claim = typeof key === 'string' ? { apiKeyId: keyId, key, fingerprint: fingerprintOf(request) } : null;
  const done = await answerOnce(context, {
    organizationId,
    claim,
    work: async (joined) => kept(await work(joined)),
  });
  if (done.kind === 'other_request') throw new ProblemError({ name: 'idempotency_key_reused' });
  const { status, headers, body } = done.answer;
  reply.code(status).headers(headers);
  if (done.replayed) reply.header('idempotency-replayed', 'true');
  return body as Body;
}

function kept<Body>({ status, body, location, tagged = false }: WriteAnswer<Body>) {
  return {
    status,
    body,
    headers: {
      ...(location === undefined ? {} : { location }),
      ...(tagged ? { etag: entityTag(body) } : {}),
    },
  };
}

function fingerprintOf({ method, url, body, headers }: FastifyRequest): Buffer {
  const file = body instanceof SentFile ? body.bytes : null;
  const said = JSON.stringify([method, url, file === null ? (body ?? null) : null, headers['if-match'] ?? null]);
  const hash = createHash('sha256').update(said);
  return (file === null ? hash : hash.update(file)).digest();
}
