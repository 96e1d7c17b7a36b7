import type { Job, JobsOptions, Queue, Worker, WorkerOptions } from 'bullmq';
import { openPostgresBackend } from './postgres-backend.ts';
import { openRedisBackend } from './redis-backend.ts';

/** Redis where REDIS_URL is set, else BullMQ's tables in PostgreSQL, as role throughline_queue. */
export type QueueConnection = { readonly redisUrl: string } | { readonly queueUrl: string };

/** As far as Throughline uses BullMQ, which is typed by backend all through. */
export type JobQueue = Pick<
  Queue<unknown>,
  'upsertJobScheduler' | 'getJobSchedulers' | 'removeJobScheduler' | 'getJobCounts' | 'close'
> & {
  add(name: string, data: unknown, options: JobsOptions): Promise<unknown>;
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
};

export type JobWorker = Pick<Worker, 'close' | 'disconnect'> & {
  waitUntilReady(): Promise<unknown>;
  on(event: 'error', listener: (error: Error) => void): unknown;
};

export type JobProcessor = (job: Pick<Job<unknown>, 'id' | 'name' | 'data' | 'attemptsMade' | 'opts'>) => Promise<void>;

export type QueueBackend = {
  openQueue(name: string): JobQueue;
  openWorker(name: string, process: JobProcessor, options: Omit<WorkerOptions, 'connection'>): JobWorker;
  /** After its queues and workers. */
  close(): Promise<void>;
};

export function openBackend({
  connection,
  onTrouble,
}: {
  connection: QueueConnection;
  onTrouble: (error: Error) => void;
}): QueueBackend {
  return 'redisUrl' in connection ? openRedisBackend({ ...connection, onTrouble }) : openPostgresBackend(connection);
}
