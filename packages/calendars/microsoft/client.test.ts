import type { IncomingMessage, ServerResponse } from 'node:http';
import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answeringGraph, answerJson } from '../testing/answering-graph.ts';

const auth = { organizationId: 'here', connectionId: 'ana', accessToken: 'a token' };
const failureOf = async (call: Promise<unknown>): Promise<CalendarError> => {
  const error = await call.catch((caught: unknown) => caught);
  if (error instanceof CalendarError) return error;
  throw new Error(`no CalendarError: ${String(error)}`);
};

describe('a Graph call', () => {
  test('carries token, immutable ids, UTC and an id of its own over plain http too, with values encoded', async () => {
    const seen: IncomingMessage[] = [];
    const { client } = await answeringGraph((request, response) => {
      seen.push(request);
      answerJson({ response, body: { value: [] } });
    });
    await client.call({
      auth,
      effect: 'read',
      path: '/me/events',
      query: { $filter: "subject eq 'a & b + c'", $top: 5 },
      prefer: 'odata.maxpagesize=5',
      ifMatch: 'W/"1"',
      answer: z.object({ value: z.array(z.unknown()) }),
      send: (request) => request.get(),
    });
    const [request] = seen;
    expect(new URL(request?.url ?? '', 'http://x').searchParams.get('$filter')).toBe("subject eq 'a & b + c'");
    expect(request?.url).toMatch(/^\/v1\.0\/me\/events\?/);
    expect(request?.headers).toMatchObject({ authorization: 'Bearer a token', 'if-match': 'W/"1"' });
    expect(request?.headers['prefer']).toBe('odata.maxpagesize=5, IdType="ImmutableId", outlook.timezone="UTC"');
    expect(request?.headers['client-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('reads an empty answer as undefined', async () => {
    const { client } = await answeringGraph((_request, response) => void response.writeHead(202).end());
    const call = client.call({
      auth,
      effect: 'write',
      path: '/me/events/1/cancel',
      answer: z.undefined(),
      send: (request) => request.post({}),
    });
    await expect(call).resolves.toBeUndefined();
  });

  test('is sent once, whatever comes back, and not redirected', async () => {
    let calls = 0;
    const { client } = await answeringGraph((request, response) => {
      calls += 1;
      if (request.method === 'POST')
        answerJson({ response, status: 503, body: { error: { code: 'serviceNotAvailable' } } });
      else response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
    });
    const common = { auth, path: '/me/events', answer: z.unknown() } as const;
    const write = client.call({ ...common, effect: 'write', send: (request) => request.post({}) });
    expect((await failureOf(write)).kind).toBe('uncertain');
    const read = client.call({ ...common, effect: 'read', send: (request) => request.get() });
    expect((await failureOf(read)).kind).toBe('unavailable');
    expect(calls).toBe(2);
  });

  test('has at most four under way for one mailbox, and lets another by', async () => {
    let underWay = 0;
    let most = 0;
    const held: ServerResponse[] = [];
    const four = Promise.withResolvers<void>();
    const { client } = await answeringGraph((request, response) => {
      if (request.headers.authorization !== 'Bearer a token') return answerJson({ response, body: {} });
      underWay += 1;
      most = Math.max(most, underWay);
      held.push(response);
      if (held.length === 4) four.resolve();
      return undefined;
    });
    const release = () => {
      for (const response of held.splice(0)) {
        underWay -= 1;
        answerJson({ response, body: {} });
      }
    };
    const read = (accessToken: string, connectionId: string) =>
      client.call({
        auth: { organizationId: 'here', connectionId, accessToken },
        effect: 'read',
        path: '/me/calendar',
        answer: z.unknown(),
        send: (request) => request.get(),
      });
    const mine = Array.from({ length: 8 }, () => read('a token', 'ana'));
    await four.promise;
    await read('another token', 'ben');
    expect(held).toHaveLength(4);
    const drain = setInterval(release, 5);
    await Promise.all(mine);
    clearInterval(drain);
    expect(most).toBe(4);
  });

  test('leaves a mailbox alone for as long as Microsoft asks', async () => {
    let calls = 0;
    const { client, clock } = await answeringGraph((_request, response) => {
      calls += 1;
      answerJson({
        response,
        status: 429,
        body: { error: { code: 'ApplicationThrottled', message: 'ana@x.example' } },
        headers: { 'retry-after': '7' },
      });
    });
    const read = () =>
      failureOf(
        client.call({ auth, effect: 'read', path: '/me', answer: z.unknown(), send: (request) => request.get() }),
      );
    const refusal = await read();
    expect(refusal.kind).toBe('throttled');
    expect(`${refusal.message} ${JSON.stringify(refusal.cause)}`).not.toContain('ana@');
    clock.advanceWallBy({ seconds: 6 });
    expect((await read()).retryAfter?.total('seconds')).toBe(1);
    expect(calls).toBe(1);
  });

  test('hands over a claims challenge as JSON, for the next token', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}';
    const { client } = await answeringGraph((_request, response) => {
      const challenge = `Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
      answerJson({
        response,
        status: 401,
        body: { error: { code: 'InvalidAuthenticationToken', message: '' } },
        headers: { 'www-authenticate': challenge },
      });
    });
    const refusal = await failureOf(
      client.call({ auth, effect: 'read', path: '/me', answer: z.unknown(), send: (request) => request.get() }),
    );
    expect(refusal).toMatchObject({ kind: 'unauthorized', claims });
  });
});
