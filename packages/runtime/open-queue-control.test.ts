import { createQueues } from '@throughline/jobs/create-queues.ts';
import { createWorkers } from '@throughline/jobs/create-workers.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { afterAll, expect, test } from 'vitest';
import { openQueueControl } from './open-queue-control.ts';

const { queueUrl } = await testDatabase();
const connection = { queueUrl };
const onTrouble = () => {};
const control = await openQueueControl({ connection });
afterAll(() => control.close());

test('an operator sees the sweeps a worker registered, wakes one, and waits until it is done', async () => {
  expect(await control.sweeps()).toEqual([]);
  const queues = await createQueues({ connection, onTrouble });
  await queues.schedule([
    { sweep: 'plan-conversations', everySeconds: 3_600 },
    { sweep: 'keep-cadence', everySeconds: 3_600 },
  ]);
  expect(await control.sweeps()).toEqual(['keep-cadence', 'plan-conversations']);

  await control.wakeSweep({ sweep: 'keep-cadence', organizationId: '01890000-0000-7000-8000-000000000001' });
  expect(await control.settled({ milliseconds: 300 })).toBe(false);

  const taken: unknown[] = [];
  const workers = await createWorkers({ connection, onTrouble, handle: async (wake) => void taken.push(wake) });
  expect(await control.settled({ milliseconds: 20_000 })).toBe(true);
  expect(taken).toContainEqual({
    name: 'run-sweep',
    sweep: 'keep-cadence',
    organizationId: '01890000-0000-7000-8000-000000000001',
  });
  await workers.close();
  await queues.close();
});
