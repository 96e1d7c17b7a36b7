import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { answeringGraph, answerJson } from '../testing/answering-graph.ts';
import { batch, type BatchRequest } from './batch.ts';

const auth = { organizationId: 'here', connectionId: 'ana', accessToken: 'a token' };
const answer = z.object({ name: z.string() });
const message = z.object({
  requests: z.array(
    z.object({ id: z.string(), method: z.string(), url: z.string(), headers: z.record(z.string(), z.string()) }),
  ),
});
const read = async (request: IncomingMessage) => message.parse(JSON.parse(await text(request))).requests;
const requests = (count: number): readonly BatchRequest[] =>
  Array.from({ length: count }, (_, at) => ({ method: 'GET', path: `/me/events/${at}` }));

test('twenty go in a message, each with headers of its own, and come back in the order asked', async () => {
  const sizes: number[] = [];
  const preferences = new Set<string | undefined>();
  const { client } = await answeringGraph(async (request, response) => {
    const asked = await read(request);
    sizes.push(asked.length);
    for (const { headers } of asked) preferences.add(headers['Prefer']);
    const responses = asked.map(({ id, url }) => ({ id, status: 200, headers: {}, body: { name: url } }));
    answerJson({ response, body: { responses: responses.toReversed() } });
  });
  const results = await batch({ client, auth, effect: 'read', requests: requests(23), answer });
  expect(sizes).toEqual([20, 3]);
  expect([...preferences]).toEqual(['IdType="ImmutableId", outlook.timezone="UTC"']);
  expect(results.map((result) => (result.ok ? result.answer.name : 'failed'))).toEqual(
    requests(23).map(({ path }) => path),
  );
});

test('one that is throttled inside is told apart from the others, and the mailbox is left alone as long as it asks', async () => {
  const { client } = await answeringGraph((_request, response) => {
    const responses = [
      { id: '0', status: 200, headers: {}, body: { name: 'first' } },
      { id: '1', status: 429, headers: { 'Retry-After': '30' }, body: { error: { code: 'ApplicationThrottled' } } },
      { id: '2', status: 200, headers: {}, body: { unexpected: true } },
    ];
    answerJson({ response, body: { responses } });
  });
  const results = await batch({ client, auth, effect: 'read', requests: requests(4), answer });
  expect(results.map((result) => (result.ok ? 'ok' : result.error.kind))).toEqual([
    'ok',
    'throttled',
    'unavailable',
    'unavailable',
  ]);
  const later = batch({ client, auth, effect: 'read', requests: requests(1), answer });
  await expect(later).rejects.toMatchObject({ kind: 'throttled', retryAfter: Temporal.Duration.from({ seconds: 30 }) });
});

test('what is not said of a write inside is uncertain', async () => {
  const { client } = await answeringGraph((_request, response) => {
    answerJson({
      response,
      body: { responses: [{ id: '0', status: 504, body: { error: { code: 'UnknownError' } } }] },
    });
  });
  const results = await batch({ client, auth, effect: 'write', requests: requests(2), answer });
  expect(results.map((result) => (result.ok ? 'ok' : result.error.kind))).toEqual(['uncertain', 'uncertain']);
});
