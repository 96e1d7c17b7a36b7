import { setTimeout as sleep } from 'node:timers/promises';
import { createQueues, type QueueCounts } from '@throughline/jobs/create-queues.ts';
import { openBackend, type QueueConnection } from '@throughline/jobs/queue-backend.ts';
import type { QueueName } from '@throughline/jobs/queue-names.ts';

/** How an operator looks at the queue and wakes the workers. Whatever gets no answer rejects. */
export type QueueControl = {
  /** Names of the sweeps the workers wake on a timetable; none before a worker has run here. */
  sweeps(): Promise<readonly string[]>;
  /** `organizationId` null: for all organisations. */
  wakeSweep(input: { sweep: string; organizationId: string | null }): Promise<void>;
  counts(): Promise<Record<QueueName, QueueCounts>>;
  /** True once nothing waits and nothing runs, of these wakes or any other; false when that takes longer. */
  settled(input: { milliseconds: number }): Promise<boolean>;
  close(): Promise<void>;
};

const ANSWER_MILLISECONDS = 5_000;
const LOOK_AGAIN_MILLISECONDS = 250;

export async function openQueueControl({ connection }: { connection: QueueConnection }): Promise<QueueControl> {
  let trouble: Error | null = null;
  const onTrouble = (error: Error) => {
    trouble = error;
  };
  const queues = await createQueues({ connection, onTrouble });
  const backend = openBackend({ connection, onTrouble });
  const sweepQueue = backend.openQueue('sweeps');
  sweepQueue.on('error', onTrouble);

  const counts = () => answered(queues.counts());
  return {
    sweeps: async () => (await answered(sweepQueue.getJobSchedulers())).map(({ key }) => key).toSorted(),
    wakeSweep: async (wanted) => {
      trouble = null;
      await queues.wake({ name: 'run-sweep', ...wanted });
      if (trouble !== null) throw trouble;
    },
    counts,
    settled: async ({ milliseconds }) => {
      for (let left = milliseconds; left > 0; left -= LOOK_AGAIN_MILLISECONDS) {
        const idle = Object.values(await counts()).every(({ waiting, active }) => waiting + active === 0);
        if (idle) return true;
        await sleep(LOOK_AGAIN_MILLISECONDS);
      }
      return false;
    },
    close: async () => {
      await sweepQueue.close();
      await backend.close();
      await queues.close();
    },
  };
}

/** Redis clients wait for a server that is away for as long as it takes; an operator does not. */
async function answered<T>(work: Promise<T>): Promise<T> {
  const patience = new AbortController();
  const late = sleep(ANSWER_MILLISECONDS, undefined, { signal: patience.signal }).then(() => {
    const message = `The queue did not answer within ${ANSWER_MILLISECONDS / 1_000} seconds.`;
    throw Object.assign(new Error(message), { code: 'ETIMEDOUT' });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    patience.abort();
    late.catch(() => {});
    work.catch(() => {});
  }
}
