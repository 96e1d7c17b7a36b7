import { createWorkers } from '../create-workers.ts';
import type { QueueConnection } from '../queue-backend.ts';

/** A process that takes a wake, says so, and never ends it: to be killed over it. */
const connection: QueueConnection = JSON.parse(process.argv[2] ?? '');
await createWorkers({
  connection,
  lockMilliseconds: 1_000,
  onTrouble: (error) => process.stderr.write(`${error.message}\n`),
  handle: async (wake) => {
    process.stdout.write(`${JSON.stringify(wake)}\n`);
    await new Promise(() => {});
  },
});
