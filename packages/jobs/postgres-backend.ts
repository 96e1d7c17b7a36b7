import { createPostgresBackend, withBackend } from 'bullmq';
import type { QueueBackend } from './queue-backend.ts';

const { Queue, Worker } = withBackend(createPostgresBackend);

/**
 * BullMQ's tables in schema bullmq. Each queue has one session; each worker two, and one it listens on. No process
 * passes `migrate`: that is the migrator's.
 */
export function openPostgresBackend({ queueUrl }: { queueUrl: string }): QueueBackend {
  const session = { connectionString: queueUrl, connectionTimeoutMillis: 5_000, keepAlive: true };
  return {
    openQueue: (name) => new Queue<unknown>(name, { connection: { ...session, max: 1 } }),
    openWorker: (name, process, options) =>
      new Worker<unknown>(name, process, { ...options, connection: { ...session, max: 2 } }),
    close: async () => {},
  };
}
