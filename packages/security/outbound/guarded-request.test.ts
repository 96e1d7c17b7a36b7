import { createServer as createHttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { hostileNames, hostileUrls } from '../testing/hostile-urls.ts';
import { guardedRequest } from './guarded-request.ts';
import type { Resolve } from './guarded-request.ts';
import { publicOnly } from './outbound-url.ts';

/** Something inside that must never be reached, on every address of this machine. */
let touched = 0;
const canary = createServer((socket) => {
  touched += 1;
  socket.destroy();
});
const port = await listening(canary, '::');
const receivers: Server[] = [];
afterAll(() => [canary, ...receivers].forEach((server) => server.close()));
beforeEach(() => {
  touched = 0;
});

async function listening(server: Server, host: string): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return (server.address() as AddressInfo).port;
}

async function aReceiver(answer: RequestListener): Promise<string> {
  const server = createHttpServer(answer);
  receivers.push(server);
  return `http://127.0.0.1:${await listening(server, '127.0.0.1')}/hook`;
}

const rules = { ...publicOnly, ports: [...publicOnly.ports, port] };
const beside = { ...rules, allowLoopback: true };
const message = { method: 'POST', headers: {}, body: '{}', milliseconds: 400 } as const;
const inside: Resolve = async () => ['127.0.0.1'];

test('the canary hears who comes near, so that its silence means something', async () => {
  const answer = await guardedRequest({ ...message, url: `http://localhost:${port}/`, rules: beside });
  expect(answer).toEqual({ kind: 'unreachable', reason: 'no_connection' });
  expect(touched).toBe(1);
});

describe('nothing inside is reached', () => {
  const urls = hostileUrls(port);

  test(`there are more than sixty ways to try it`, () => {
    expect(new Set(urls).size).toBeGreaterThanOrEqual(60);
    expect(new Set(urls).size).toBe(urls.length);
  });

  test.each(urls)('by %j', async (url) => {
    const answer = await guardedRequest({ ...message, url, rules, resolve: inside });
    expect(answer.kind).toBe('refused');
    expect(touched).toBe(0);
  });

  test.each(Object.entries(hostileNames))('by %s, a public name for %j', async (name, addresses) => {
    const resolve: Resolve = async () => addresses;
    const answer = await guardedRequest({ ...message, url: `https://${name}:${port}/`, rules, resolve });
    expect(answer).toEqual({ kind: 'refused', reason: 'internal' });
    expect(touched).toBe(0);
  });

  test('by a name that says something else each time it is asked', async () => {
    let asked = 0;
    const answers = [['1.1.1.1'], ['127.0.0.1'], ['1.0.0.1', '::1'], ['::ffff:127.0.0.1'], ['1.1.1.1'], ['::1']];
    const rebinding: Resolve = async () => answers[asked++ % answers.length] ?? [];
    for (let round = 1; round <= 2 * answers.length; round += 1) {
      const answer = await guardedRequest({
        ...message,
        milliseconds: 150,
        url: `https://rebind.example:${port}/`,
        rules,
        resolve: rebinding,
      });
      expect(answer.kind).not.toBe('answered');
      // Asked once: there is no second answer to be caught out by.
      expect(asked).toBe(round);
    }
    expect(touched).toBe(0);
  });

  test('beside the sandbox by any other name or address than the machine’s own', async () => {
    const resolve = inside;
    for (const host of ['evil.example', 'localhost.evil.example', '10.0.0.1', '[::ffff:127.0.0.1]', '0.0.0.0']) {
      const answer = await guardedRequest({ ...message, url: `https://${host}:${port}/`, rules: beside, resolve });
      expect([host, answer.kind]).toEqual([host, 'refused']);
    }
    expect(touched).toBe(0);
  });

  test('by being sent on', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      const url = await aReceiver((_request, response) =>
        response.writeHead(status, { location: `http://127.0.0.1:${port}/` }).end(),
      );
      const answer = await guardedRequest({ ...message, url, rules: beside });
      expect(answer).toEqual({ kind: 'answered', status, retryAfter: null });
    }
    expect(touched).toBe(0);
  });
});

describe('what is allowed', () => {
  test('gets the method, the headers and the body it is sent, and is asked for a status alone', async () => {
    const seen: unknown[] = [];
    const url = await aReceiver((request, response) => {
      request.setEncoding('utf8').on('data', (chunk) => seen.push(request.method, request.headers['x-one'], chunk));
      request.on('end', () => response.writeHead(503, { 'retry-after': '7' }).end('Something of no interest'));
    });
    const answer = await guardedRequest({ ...message, url, rules: beside, headers: { 'x-one': '1' }, body: '{"é":1}' });
    expect(answer).toEqual({ kind: 'answered', status: 503, retryAfter: '7' });
    expect(seen).toEqual(['POST', '1', '{"é":1}']);
  });

  test('may say as much as it likes, and as slowly: its status counts, and no more is read than a little', async () => {
    const endless = await aReceiver((_request, response) => {
      response.writeHead(200);
      const write = (error?: Error | null) => void (error || response.write('x'.repeat(64 * 1024), write));
      write();
    });
    const dripping = await aReceiver((_request, response) => void response.writeHead(200).write('x'));
    for (const url of [endless, dripping]) {
      const answer = await guardedRequest({ ...message, url, rules: beside });
      expect(answer).toEqual({ kind: 'answered', status: 200, retryAfter: null });
    }
  });

  test('that never answers is given up on in time', async () => {
    const url = await aReceiver(() => {});
    const answer = await guardedRequest({ ...message, url, rules: beside });
    expect(answer).toEqual({ kind: 'unreachable', reason: 'no_answer_in_time' });
  });

  test('whose name nobody knows, or nobody answers for in time, is unreachable', async () => {
    const url = 'https://hooks.example/';
    const unknown: Resolve = () => Promise.reject(new Error('ENOTFOUND'));
    expect(await guardedRequest({ ...message, url, rules, resolve: unknown })).toEqual({
      kind: 'unreachable',
      reason: 'no_such_host',
    });
    const silent: Resolve = () => new Promise(() => {});
    expect(await guardedRequest({ ...message, url, rules, resolve: silent })).toEqual({
      kind: 'unreachable',
      reason: 'no_answer_in_time',
    });
  });

  test('speaks TLS with a certificate somebody vouches for, or nothing is sent', async () => {
    const seen: string[] = [];
    const server = createServer((socket) => socket.on('data', (data) => seen.push(data.toString('latin1'))));
    receivers.push(server);
    const url = `https://127.0.0.1:${await listening(server, '127.0.0.1')}/`;
    const answer = await guardedRequest({ ...message, url, rules: beside, body: 'a secret' });
    expect(answer.kind).toBe('unreachable');
    expect(seen.join('')).not.toContain('a secret');
  });
});
