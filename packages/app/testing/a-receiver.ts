import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll } from 'vitest';

export type Received = { readonly id: string; readonly headers: IncomingHttpHeaders; readonly body: string };

/**
 * Another system on this machine that is told by webhooks, and keeps what it is told. It takes everything until `answer`
 * says otherwise; `stop` takes it off the network, `start` brings it back at the same place.
 */
export async function aReceiver() {
  const received: Received[] = [];
  const receiver = {
    url: '',
    received,
    answer: (response: ServerResponse, _message: Received): void => void response.writeHead(204).end(),
    /** Each event it was told of, once for each time. */
    types: () => received.map(({ body }) => (JSON.parse(body) as { type: string }).type),
    ids: () => received.map(({ id }) => id),
    /** What an independent receiver makes of it; throws where it is not genuine. */
    verified: (secret: string) =>
      received.map(({ headers, body }) => new Webhook(secret).verify(body, headers as Record<string, string>)),
    start: () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve)),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const id = String(request.headers['webhook-id']);
      const message = { id, headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(message);
      receiver.answer(response, message);
    });
  });
  let port = 0;
  await receiver.start();
  ({ port } = server.address() as AddressInfo);
  receiver.url = `http://127.0.0.1:${port}/throughline`;
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return receiver;
}

export type Receiver = Awaited<ReturnType<typeof aReceiver>>;
