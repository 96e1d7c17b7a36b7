import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { testClock } from '@throughline/testing/test-clock.ts';
import { afterEach } from 'vitest';
import { z } from 'zod';
import { createCallLimits } from '../call-limits.ts';
import { createConcurrencyGate } from '../concurrency-gate.ts';
import { createGraphClient } from '../microsoft/client.ts';
import { microsoftLimits } from '../microsoft/provider.ts';
import { ownQuota } from '../own-quota.ts';

const address = z.object({ port: z.number() });
const closing: (() => Promise<void>)[] = [];

/** A Graph client and, behind it, a server that answers whatever the test wants: bad answers the sandbox never gives. */
export async function answeringGraph(
  answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
) {
  const server = createServer((request, response) => void answer(request, response));
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  closing.push(async () => {
    const closed = Promise.withResolvers<void>();
    server.close(() => closed.resolve());
    server.closeAllConnections();
    await closed.promise;
  });
  const clock = testClock({ now: '2027-03-01T09:00:00Z' });
  const wall = () => clock.wall();
  const client = createGraphClient({
    graphBaseUrl: `http://127.0.0.1:${address.parse(server.address()).port}`,
    limits: createCallLimits({
      project: 'microsoft',
      limits: microsoftLimits(),
      gate: createConcurrencyGate({ places: 4 }),
      shared: ownQuota(),
      wall,
      sleep: () => Promise.resolve(),
    }),
    wall,
  });
  return { client, clock };
}

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

export function answerJson({
  response,
  status = 200,
  body,
  headers = {},
}: {
  response: ServerResponse;
  status?: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
