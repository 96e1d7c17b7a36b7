import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@throughline/testing/free-port.ts';
import { Redis } from 'ioredis';

export type RedisServer = { redisUrl: string; stop(): Promise<void> };

/** A Redis of the tests' own, as production wants it (AOF, no eviction), so that none that is in use is written to. */
export async function startRedisServer(program: string): Promise<RedisServer> {
  const directory = await mkdtemp(path.join(tmpdir(), 'throughline-redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '', '--appendonly', 'yes'];
  const server = spawn(program, [...args, '--maxmemory-policy', 'noeviction'], { stdio: 'ignore' });
  const redisUrl = `redis://127.0.0.1:${port}`;
  const probe = new Redis(redisUrl, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  probe.on('error', () => {});
  await probe.ping();
  probe.disconnect();
  return {
    redisUrl,
    stop: async () => {
      server.kill('SIGKILL');
      await once(server, 'exit');
      await rm(directory, { recursive: true });
    },
  };
}
