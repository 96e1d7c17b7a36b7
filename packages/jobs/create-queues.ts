import { setTimeout as sleep } from 'node:timers/promises';
import type { QueuePort, Wake } from '@throughline/app/ports/queue.ts';
import { openBackend } from './queue-backend.ts';
import type { JobQueue, QueueConnection } from './queue-backend.ts';
import { queueNames, queueOf, subjectOf } from './queue-names.ts';
import type { QueueName } from './queue-names.ts';

/** A sweep and how often it is woken. How far it has come stands in PostgreSQL. */
export type Tick = { readonly sweep: string; readonly everySeconds: number };

export type QueueCounts = { waiting: number; active: number; delayed: number; failed: number };

export type Queues = QueuePort & {
  /** Makes the recurring wakes exactly these. Every worker process may call it. */
  schedule(ticks: readonly Tick[]): Promise<void>;
  /** Delayed are the next tick of each sweep, and jobs about to be tried again. Rejects when nobody answers. */
  counts(): Promise<Record<QueueName, QueueCounts>>;
  close(): Promise<void>;
};

const WAKE_MILLISECONDS = 2_000;

/**
 * The producers' side. Rejects when PostgreSQL does not answer or lacks BullMQ's tables; Redis may still be on its way.
 *
 * @param onTrouble told of connections lost and wakes that did not get through; nothing has to be done about either
 */
export async function createQueues({
  connection,
  onTrouble,
}: {
  connection: QueueConnection;
  onTrouble: (error: Error) => void;
}): Promise<Queues> {
  const backend = openBackend({ connection, onTrouble });
  const open = (name: QueueName): JobQueue => {
    const queue = backend.openQueue(name);
    queue.on('error', onTrouble);
    return queue;
  };
  const queues: Record<QueueName, JobQueue> = {
    sweeps: open('sweeps'),
    conversations: open('conversations'),
    connections: open('connections'),
    outbox: open('outbox'),
    webhooks: open('webhooks'),
  };
  const close = async () => {
    await Promise.all(Object.values(queues).map((queue) => queue.close()));
    await backend.close();
  };
  if ('queueUrl' in connection) {
    try {
      await Promise.all(Object.values(queues).map((queue) => queue.waitUntilReady()));
    } catch (error) {
      await close();
      throw error;
    }
  }
  return {
    wake: async (wake) => {
      try {
        await within({ milliseconds: WAKE_MILLISECONDS, work: add({ queue: queues[queueOf(wake)], wake }) });
      } catch (cause) {
        onTrouble(
          new Error(`The queue did not take the wake ${wake.name}; the next sweep makes up for it.`, { cause }),
        );
      }
    },
    schedule: (ticks) => schedule({ queue: queues.sweeps, ticks }),
    counts: async () => {
      const counted = await Promise.all(queueNames.map(async (name) => [name, await count(queues[name])] as const));
      return Object.fromEntries(counted) as Record<QueueName, QueueCounts>;
    },
    close,
  };
}

async function add({ queue, wake: { name, ...ids } }: { queue: JobQueue; wake: Wake }): Promise<void> {
  await queue.add(name, ids, {
    // Not a job id: adding the id of a failed job that is still kept does nothing at all, for ever.
    deduplication: { id: subjectOf({ name, ...ids } as Wake), keepLastIfActive: true },
    ...retries,
  });
}

/** A few tries for what passes by itself; whatever outlives them is found and driven on by the sweeps. */
const retries = {
  attempts: 3,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: { age: 7 * 24 * 60 * 60, count: 1_000 },
} as const;

async function schedule({ queue, ticks }: { queue: JobQueue; ticks: readonly Tick[] }): Promise<void> {
  const present = new Map((await queue.getJobSchedulers()).map(({ key, every }) => [key, Number(every)]));
  const wanted = new Set(ticks.map(({ sweep }) => sweep));
  for (const key of present.keys()) {
    if (!wanted.has(key)) await queue.removeJobScheduler(key);
  }
  for (const { sweep, everySeconds } of ticks) {
    const every = everySeconds * 1_000;
    // Writing one that is there puts its next tick off, and beside a running worker may leave two.
    if (present.get(sweep) === every) continue;
    const { name, ...ids }: Wake = { name: 'run-sweep', sweep, organizationId: null };
    // One try: the next tick is the second.
    await queue.upsertJobScheduler(sweep, { every }, { name, data: ids, opts: { ...retries, attempts: 1 } });
  }
}

async function count(queue: JobQueue): Promise<QueueCounts> {
  const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
  const of = (state: string) => counts[state] ?? 0;
  return {
    waiting: of('waiting') + of('prioritized'),
    active: of('active'),
    delayed: of('delayed'),
    failed: of('failed'),
  };
}

/** The work goes on when time is up; nobody waits for it any longer. */
async function within({ milliseconds, work }: { milliseconds: number; work: Promise<void> }): Promise<void> {
  const stop = new AbortController();
  const late = sleep(milliseconds, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`no answer in ${milliseconds} ms`);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    stop.abort();
    late.catch(() => {});
    work.catch(() => {});
  }
}
