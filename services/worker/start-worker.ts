import type { AppContext } from '@throughline/app/context.ts';
import type { Queues } from '@throughline/jobs/create-queues.ts';
import { createWorkers } from '@throughline/jobs/create-workers.ts';
import type { QueueConnection } from '@throughline/jobs/queue-backend.ts';
import { UnrecoverableError } from 'bullmq';
import { carryOut } from './carry-out.ts';
import { jobFailure } from './job-failure.ts';
import { timetable } from './timetable.ts';

/** How often the timetable is looked after, so that a queue that came back empty soon ticks again. */
const everyMilliseconds = 10_000;

/** Works on what the queues wake, and keeps the sweeps ticking. `close` lets what is under way finish. */
export async function startWorker({
  context,
  connection,
  queues,
  includeDemo,
}: {
  context: AppContext;
  connection: QueueConnection;
  queues: Queues;
  includeDemo: boolean;
}): Promise<{ close(): Promise<void> }> {
  const workers = await createWorkers({
    connection,
    onTrouble: (error) => context.log.warn({ err: error }, 'the queue is in trouble; sweeps go on when it is back'),
    handle: async (wake, { attempt }) => {
      try {
        await carryOut(context, { wake, includeDemo });
      } catch (error) {
        const failure = jobFailure(error);
        const fields = { err: error, wake: wake.name, attempt, failure: failure.kind };
        if (failure.kind === 'retry') {
          context.log.warn(fields, 'a job will be tried again');
          throw error;
        }
        context.log.error(
          fields,
          failure.kind === 'bug' ? 'a job failed' : 'a job waits for a person or the next sweep',
        );
        if (failure.kind === 'bug')
          throw new UnrecoverableError(error instanceof Error ? error.message : String(error));
      }
    },
  });
  const ticks = timetable.map(({ name, everySeconds }) => ({ sweep: name, everySeconds }));
  await queues.schedule(ticks);
  let isAtIt = false;
  const lookingAfter = setInterval(() => {
    // A queue that is away answers when it is back: asking once is enough.
    if (isAtIt) return;
    isAtIt = true;
    queues
      .schedule(ticks)
      .catch((error: unknown) => context.log.warn({ err: error }, 'the timetable could not be looked after'))
      .finally(() => (isAtIt = false));
  }, everyMilliseconds);
  return {
    close: async () => {
      clearInterval(lookingAfter);
      await workers.close();
    },
  };
}
