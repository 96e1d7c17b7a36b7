import { setTimeout as sleep } from 'node:timers/promises';
import type { Wake } from '@throughline/app/ports/queue.ts';
import { UnrecoverableError } from 'bullmq';
import { openBackend } from './queue-backend.ts';
import type { JobProcessor, QueueConnection } from './queue-backend.ts';
import { queueNames } from './queue-names.ts';
import type { QueueName } from './queue-names.ts';
import { wakeSchema } from './wake-schema.ts';

/** @param attempt 1 for the first try of this wake */
export type HandleWake = (wake: Wake, job: { attempt: number; lastAttempt: boolean }) => Promise<void>;

export type Workers = {
  /** Takes no more and resolves once what is running has ended. */
  close(): Promise<void>;
};

const CLOSE_MILLISECONDS = 3_000;

/**
 * How many wakes of a queue one process works on at a time. Telling webhooks is waiting for the most part, and a receiver
 * that does not answer takes a place from no other while there are places left.
 */
const usualConcurrency: Record<QueueName, number> = {
  sweeps: 2,
  conversations: 8,
  connections: 4,
  outbox: 2,
  webhooks: 32,
};

/**
 * Works on all queues. What `handle` throws makes BullMQ try again, a few times; `UnrecoverableError` of BullMQ ends it
 * at once. A wake may come twice, and at the same time as another for the same thing in a process believed dead:
 * leases in PostgreSQL decide, never the queue.
 *
 * @param lockMilliseconds how long a process may be out of touch before its jobs go to another one
 * @param onTrouble told of connections lost, and of jobs that could not be read; workers go on by themselves
 */
export async function createWorkers({
  connection,
  handle,
  onTrouble,
  concurrency = usualConcurrency,
  lockMilliseconds = 30_000,
}: {
  connection: QueueConnection;
  handle: HandleWake;
  onTrouble: (error: Error) => void;
  concurrency?: Record<QueueName, number>;
  lockMilliseconds?: number;
}): Promise<Workers> {
  const backend = openBackend({ connection, onTrouble });
  const running = new Set<Promise<void>>();
  const work: JobProcessor = async ({ name, data, attemptsMade, opts }) => {
    const wake = wakeSchema.safeParse({ ...Object(data), name });
    if (!wake.success) {
      const error = new UnrecoverableError(`Not a wake: ${name}: ${wake.error.message}`);
      onTrouble(error);
      throw error;
    }
    const attempt = attemptsMade + 1;
    await handle(wake.data, { attempt, lastAttempt: attempt >= (opts.attempts ?? 1) });
  };
  const process: JobProcessor = (job) => {
    const task = work(job).finally(() => running.delete(task));
    running.add(task);
    return task;
  };
  const workers = queueNames.map((name) => {
    const worker = backend.openWorker(name, process, {
      concurrency: concurrency[name],
      lockDuration: lockMilliseconds,
      stalledInterval: lockMilliseconds,
      // Each killed process counts as one, and by default the second ends the job for good.
      maxStalledCount: 5,
    });
    worker.on('error', onTrouble);
    return worker;
  });
  const close = async () => {
    const closing = Promise.all(workers.map((worker) => worker.close()));
    while (running.size > 0) await Promise.allSettled(running);
    // BullMQ never ends closing when Redis goes or comes back at that very moment.
    const ended = await Promise.race([closing.then(() => true), sleep(CLOSE_MILLISECONDS, false, { ref: false })]);
    if (!ended) for (const worker of workers) worker.disconnect().catch(() => {});
    await backend.close();
  };
  if ('queueUrl' in connection) {
    try {
      await Promise.all(workers.map((worker) => worker.waitUntilReady()));
    } catch (error) {
      await close();
      throw error;
    }
  }
  return { close };
}
