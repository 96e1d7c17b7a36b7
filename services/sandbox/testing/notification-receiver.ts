import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** One item of a notification, as far as tests take it up again. */
export type ReceivedNotification = {
  readonly subscriptionId: string;
  readonly changeType?: string;
  readonly lifecycleEvent?: string;
  readonly clientState: string;
  readonly resource?: string;
  readonly resourceData?: Readonly<Record<string, string>>;
};

/** How the handshake is answered: as it should be, or wrongly. */
export type HandshakeAnswer = 'echo' | 'encoded' | 'refused' | 'html' | 'silent';

/** An address that takes Graph's notifications, on this machine. `answers` are statuses for the first ones, then 202. */
export async function notificationReceiver({
  answers = [],
  handshake = 'echo',
}: { answers?: number[]; handshake?: HandshakeAnswer } = {}) {
  const posts: { path: string; items: ReceivedNotification[] }[] = [];
  const handshakes: string[] = [];
  const left = [...answers];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const token = url.searchParams.get('validationToken');
    if (token !== null) {
      handshakes.push(url.pathname);
      if (handshake === 'silent') return;
      response.statusCode = handshake === 'refused' ? 404 : 200;
      response.setHeader('content-type', handshake === 'html' ? 'text/html' : 'text/plain');
      response.end(handshake === 'encoded' ? encodeURIComponent(token) : token);
      return;
    }
    void text(request).then((body) => {
      posts.push({ path: url.pathname, items: (JSON.parse(body) as { value: ReceivedNotification[] }).value });
      response.statusCode = left.shift() ?? 202;
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    posts,
    handshakes,
    url: `http://127.0.0.1:${port}`,
    /** Everything received at a path, in order. */
    itemsAt: (path: string) => posts.filter((post) => post.path === path).flatMap(({ items }) => items),
  };
}
