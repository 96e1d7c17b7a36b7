import { request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { guardedAgent, InternalSocket } from './guarded-agent.ts';

const heard: string[] = [];
const server = createServer((socket) => {
  socket.on('error', () => {});
  socket.on('data', (data) => {
    heard.push(data.toString('latin1'));
    socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
afterAll(() => server.close());

function post({ host, isAllowed }: { host: string; isAllowed: (address: string) => boolean }) {
  const agent = guardedAgent({ isClear: true, isAllowed, addresses: ['127.0.0.1'] });
  const { promise, resolve } = Promise.withResolvers<number | Error>();
  request({ host, port, method: 'POST', agent }, (response) => {
    response.resume();
    resolve(response.statusCode ?? 0);
  })
    .on('error', resolve)
    .end('a secret');
  return promise;
}

test('a name leads to what was looked up for it, and nowhere else', async () => {
  expect(await post({ host: 'hooks.example', isAllowed: () => true })).toBe(204);
  expect(heard.splice(0).join('')).toContain('Host: hooks.example');
});

test.each(['hooks.example', '127.0.0.1'])(
  'not a byte leaves for %s once the other end turns out to be inside',
  async (host) => {
    const seen: string[] = [];
    const isAllowed = (address: string) => {
      seen.push(address);
      return false;
    };
    expect(await post({ host, isAllowed })).toBeInstanceOf(InternalSocket);
    expect(seen).toEqual(['127.0.0.1']);
    expect(heard).toEqual([]);
  },
);
