import { installedProgram } from '@throughline/testing/installed-program.ts';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeQueue } from './queue.contract.ts';
import { startRedisServer } from './testing/redis-server.ts';
import type { RedisServer } from './testing/redis-server.ts';

const program = installedProgram('redis-server');

describe.skipIf(program === null)(
  program ? 'the queue on Redis' : 'the queue on Redis (skipped: no redis-server is installed)',
  () => {
    let server: RedisServer;
    let admin: Redis;

    beforeAll(async () => {
      server = await startRedisServer(program ?? '');
      admin = new Redis(server.redisUrl);
    });

    afterAll(async () => {
      admin.disconnect();
      await server.stop();
    });

    describeQueue(() => ({
      connection: { redisUrl: server.redisUrl },
      cutConnections: async () => {
        await admin.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      },
    }));
  },
);
