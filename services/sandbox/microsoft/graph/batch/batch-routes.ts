import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { JsonObject } from '../../../core/calendar/calendar-event.ts';
import type { MicrosoftCloud } from '../../microsoft-cloud.ts';
import { callerOf } from '../graph-access.ts';
import { graphErrorBody } from '../graph-error.ts';
import { batchPartHeader } from '../../../core/exchanges/record-exchanges.ts';
import { readBatch } from './batch-request.ts';
import type { BatchPart } from './batch-request.ts';
import { runBatch } from './run-batch.ts';
import type { BatchAnswer } from './run-batch.ts';

/** From the call that holds the batch to each call in it. */
const passedOn = ['authorization', 'host', 'x-forwarded-proto', 'x-forwarded-host'] as const;

/** POST /$batch: up to twenty calls in one, each answered, faulted and throttled as if it had come by itself. */
export function batchRoutes({ app, microsoft }: { app: FastifyInstance; microsoft: MicrosoftCloud }): void {
  const cut = new Set<string>();

  // A part has no connection of its own: when a fault cuts it, the part's answer is lost, not the batch's.
  app.addHook('onRequest', async (request, reply) => {
    const key = request.headers[batchPartHeader];
    if (typeof key !== 'string') return;
    const destroy = (): void => {
      cut.add(key);
      reply.raw.destroy();
    };
    Object.assign(request.raw.socket, { destroy });
  });

  app.post('/v1.0/$batch', async (request, reply) => {
    callerOf({ microsoft, request });
    const parts = readBatch(request.body);
    const responses = await runBatch({
      parts,
      run: (part) => answerPart({ app, request, part, wasCut: (key) => cut.delete(key) }),
    });
    return reply.send({ responses });
  });
}

async function answerPart({
  app,
  request,
  part,
  wasCut,
}: {
  app: FastifyInstance;
  request: FastifyRequest;
  part: BatchPart;
  wasCut: (key: string) => boolean;
}): Promise<BatchAnswer> {
  const key = randomUUID();
  const outer = passedOn.flatMap((name) =>
    typeof request.headers[name] === 'string' ? [[name, request.headers[name]]] : [],
  );
  const headers = { ...Object.fromEntries(outer), ...part.headers, [batchPartHeader]: key } as Record<string, string>;
  try {
    const answer = await app.inject({
      method: part.method,
      url: part.path,
      headers,
      ...(part.body === undefined || part.body === null ? {} : { payload: payloadOf(part) }),
    });
    if (wasCut(key)) return noAnswer(part);
    return {
      id: part.id,
      status: answer.statusCode,
      headers: shownHeaders(answer.headers),
      body: bodyOf({ payload: answer.rawPayload, type: String(answer.headers['content-type'] ?? '') }),
    };
  } catch {
    wasCut(key);
    return noAnswer(part);
  }
}

function noAnswer({ id }: BatchPart): BatchAnswer {
  const body = graphErrorBody({ code: 'UnknownError', message: 'The server did not receive a timely response.' });
  return { id, status: 504, headers: { 'Content-Type': 'application/json' }, body };
}

/** A JSON value, or the base64 of anything else. */
function payloadOf({ body, headers }: BatchPart): string | Buffer {
  const isJson = /json/i.test(headers['content-type'] ?? '');
  return isJson || typeof body !== 'string' ? JSON.stringify(body) : Buffer.from(body, 'base64');
}

function bodyOf({ payload, type }: { payload: Buffer; type: string }): JsonObject | string | null {
  if (payload.length === 0) return null;
  if (!/json/i.test(type)) return payload.toString('base64');
  try {
    return JSON.parse(payload.toString()) as JsonObject;
  } catch {
    return payload.toString('base64');
  }
}

const shown: Readonly<Record<string, string>> = {
  'content-type': 'Content-Type',
  'retry-after': 'Retry-After',
  location: 'Location',
  etag: 'ETag',
  'www-authenticate': 'WWW-Authenticate',
  'request-id': 'request-id',
};

function shownHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const known = Object.entries(shown).filter(([name]) => headers[name] !== undefined);
  return { 'Cache-Control': 'no-cache', ...Object.fromEntries(known.map(([name, as]) => [as, String(headers[name])])) };
}
