import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { CalendarPush, PushMessage } from '@throughline/app/ports/calendar-push.ts';

export type PushReceiver = {
  readonly url: string;
  readonly address: string;
  readonly lifecycleAddress: string;
  readonly messages: PushMessage[];
  /** Posts of every kind, those that announce nothing too. */
  readonly posts: () => number;
  close(): Promise<void>;
};

/** An address on this machine that answers as an adapter says and keeps what was announced. */
export async function startPushReceiver({
  push,
  isReachable = () => true,
  take = async () => {},
}: {
  push: CalendarPush;
  /** False: no post is answered. */
  isReachable?: () => boolean;
  /** What is done with an announcement before the post is answered. */
  take?: (messages: readonly PushMessage[]) => Promise<void>;
}): Promise<PushReceiver> {
  const messages: PushMessage[] = [];
  let posts = 0;
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      posts += 1;
      if (!isReachable()) return request.socket.destroy();
      const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
      const receipt = push.receive({ headers: request.headers, query: Object.fromEntries(searchParams), body });
      messages.push(...receipt.messages);
      await take(receipt.messages);
      return response.writeHead(receipt.status, { 'content-type': 'text/plain' }).end(receipt.text ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    address: `${url}/push`,
    lifecycleAddress: `${url}/push/lifecycle`,
    messages,
    posts: () => posts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
