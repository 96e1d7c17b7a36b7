import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JsonObject } from '../calendar/calendar-event.ts';
import type { CloudProvider } from '../cloud-provider.ts';
import type { Fault } from './fault.ts';
import type { FaultStore, FaultTarget } from './fault-store.ts';
import { foreignAnswers } from './foreign-answers.ts';

/** Marks a request this sandbox repeats to itself, when an effect is to come late. */
const lateEffectHeader = 'x-sandbox-late-effect';

/** Lets injected faults spoil calls to the providers: before the effect, or after it and before the answer. */
export function applyFaults({
  app,
  faults,
  providers,
}: {
  app: FastifyInstance;
  faults: FaultStore;
  providers: readonly CloudProvider[];
}): void {
  const spoiled = new WeakMap<FastifyRequest, Fault>();
  const failing = new WeakMap<FastifyRequest, JsonObject>();

  app.addHook('preHandler', async (request, reply) => {
    const provider = providerOf({ request, providers });
    if (provider === undefined || request.headers[lateEffectHeader] !== undefined) return undefined;
    const target = targetOf({ request, provider });

    const delay = faults.take({ kinds: ['delay'], target });
    if (delay !== undefined) await wait(delay.milliseconds ?? 30_000);

    const before = faults.take({ kinds: ['status', 'throttle', 'reset', 'late_effect'], target });
    if (before !== undefined) return spoilBefore({ app, fault: before, request, reply, provider, path: target.path });

    const after = faults.take({
      kinds: ['response_lost', 'status_after', 'truncated_body', 'trickle', 'large_body'],
      target,
    });
    if (after === undefined) return undefined;
    spoiled.set(request, after);
    if (after.kind === 'status_after') {
      const { status = 504, reason = null } = after;
      failing.set(request, provider.errorBody({ path: target.path, status, reason }));
    }
    return undefined;
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = spoiled.get(request);
    if (fault === undefined) return payload;
    const failure = failing.get(request);
    if (failure !== undefined) return failAfter({ fault, failure, reply });
    return spoilAfter({ fault, reply, request, payload });
  });
}

function spoilBefore({
  app,
  fault,
  request,
  reply,
  provider,
  path,
}: {
  app: FastifyInstance;
  fault: Fault;
  request: FastifyRequest;
  reply: FastifyReply;
  provider: CloudProvider;
  path: string;
}): FastifyReply {
  const asked = fault.headers ?? {};
  if (fault.kind === 'reset') return hangUp({ request, reply });
  if (fault.kind === 'late_effect') {
    repeatLater({ app, request, milliseconds: fault.milliseconds ?? 500 });
    return hangUp({ request, reply });
  }
  if (fault.kind === 'throttle') {
    const status = fault.status ?? provider.throttling.status;
    const retryAfter = fault.retryAfter === undefined ? 1 : fault.retryAfter;
    if (retryAfter !== null) reply.header('retry-after', String(retryAfter));
    const reason = fault.reason ?? provider.throttling.reason;
    return reply.code(status).headers(asked).send(provider.errorBody({ path, status, reason }));
  }
  const reason = fault.reason ?? null;
  const status = fault.status ?? (reason === null ? null : provider.usualStatus(reason)) ?? 500;
  const body = fault.body ?? provider.errorBody({ path, status, reason });
  if (fault.body !== undefined) foreignAnswers.add(request);
  if (typeof body === 'string') reply.type('text/html; charset=utf-8');
  return reply.code(status).headers(asked).send(body);
}

function hangUp({ request, reply }: { request: FastifyRequest; reply: FastifyReply }): FastifyReply {
  reply.hijack();
  request.raw.socket.destroy();
  return reply;
}

function repeatLater({
  app,
  request,
  milliseconds,
}: {
  app: FastifyInstance;
  request: FastifyRequest;
  milliseconds: number;
}): void {
  const payload = request.body === undefined || request.body === null ? {} : { payload: request.body as object };
  const timer = setTimeout(() => {
    void app.inject({
      method: request.method as 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
      url: request.url,
      headers: { ...withoutLength(request.headers), [lateEffectHeader]: '1' },
      ...payload,
    });
  }, milliseconds);
  timer.unref();
}

function withoutLength(headers: FastifyRequest['headers']): Record<string, string> {
  const kept = Object.entries(headers).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && !['content-length', 'connection', 'host', 'transfer-encoding'].includes(entry[0]),
  );
  return Object.fromEntries(kept);
}

/** The effect has happened, and the caller is told that something went wrong, as by a gateway that waited too long. */
function failAfter({ fault, failure, reply }: { fault: Fault; failure: JsonObject; reply: FastifyReply }): string {
  reply.code(fault.status ?? 504).type('application/json; charset=utf-8');
  reply.removeHeader('content-length');
  return JSON.stringify(fault.body ?? failure);
}

/** The effect has happened; what of the answer arrives is another matter. */
function spoilAfter({
  fault,
  reply,
  request,
  payload,
}: {
  fault: Fault;
  reply: FastifyReply;
  request: FastifyRequest;
  payload: unknown;
}): unknown {
  const text = typeof payload === 'string' ? payload : '';
  if (fault.kind === 'large_body') {
    reply.removeHeader('content-length');
    return `${text.slice(0, -1)},"padding":"${'x'.repeat(fault.bytes ?? 100 * 1024 * 1024)}"}`;
  }
  if (fault.kind === 'response_lost') {
    request.raw.socket.destroy();
    return payload;
  }
  const body = new PassThrough();
  reply.header('content-length', Buffer.byteLength(text));
  if (fault.kind === 'trickle') {
    void trickle({ body, text });
    return body;
  }
  body.write(text.slice(0, Math.floor(text.length / 2)));
  setTimeout(() => request.raw.socket.destroy(), 20);
  return body;
}

/** A byte a second. */
async function trickle({ body, text }: { body: PassThrough; text: string }): Promise<void> {
  for (const byte of Buffer.from(text)) {
    if (body.destroyed) return;
    body.write(Buffer.from([byte]));
    await wait(1000, undefined, { ref: false });
  }
  body.end();
}

function providerOf({
  request,
  providers,
}: {
  request: FastifyRequest;
  providers: readonly CloudProvider[];
}): CloudProvider | undefined {
  const path = pathOf(request);
  return providers.find((provider) => provider.officialOrigin(path) !== null);
}

function targetOf({ request, provider }: { request: FastifyRequest; provider: CloudProvider }): FaultTarget {
  return {
    account: provider.accountOfRequest(request),
    method: request.method,
    path: decodeURIComponent(pathOf(request)),
  };
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '';
}
