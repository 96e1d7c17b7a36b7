import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { QueueBackend } from './queue-backend.ts';

/** Redis wants AOF and `maxmemory-policy noeviction` (BullMQ, "Going to production"); losing it loses nothing of ours. */
export function openRedisBackend({
  redisUrl,
  onTrouble,
}: {
  redisUrl: string;
  onTrouble: (error: Error) => void;
}): QueueBackend {
  // null: wait for Redis to come back rather than fail, as BullMQ's workers require.
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  connection.on('error', onTrouble);
  const prefix = 'throughline';
  return {
    openQueue: (name) => new Queue<unknown>(name, { connection, prefix }),
    openWorker: (name, process, options) => new Worker<unknown>(name, process, { ...options, connection, prefix }),
    close: async () => connection.disconnect(),
  };
}
