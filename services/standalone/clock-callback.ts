import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const step = z.object({ now: z.iso.datetime({ offset: true }) });

/** A loopback address the sandbox calls at every step of its clock; the answer means that everything due has settled. */
export async function listenForClock({
  onStep,
}: {
  onStep: (now: Temporal.Instant) => Promise<void>;
}): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    text(request)
      .then((body) => onStep(Temporal.Instant.from(step.parse(JSON.parse(body)).now)))
      .then(
        () => response.writeHead(204).end(),
        (error: unknown) =>
          response.writeHead(500).end(error instanceof Error ? (error.stack ?? error.message) : String(error)),
      );
  });
  // Whoever calls closes: a connection closed from here while a step is on its way would fail that step.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
