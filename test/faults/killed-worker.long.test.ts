import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { seededRandom } from '@throughline/standalone/demo/seeded-random.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { bookedCount, bookedProblems } from './booked-problems.ts';
import { openInstallation } from './installation.ts';

const managers = 4;
const reportsEach = 3;
const kills = 6;
/** Leases last three minutes, and the queue gives a silent worker's jobs away after one. */
const patience = { timeout: 600_000, interval: 2_000 };

describe('two workers, one of them killed again and again at any moment while a dozen conversations are booked', async () => {
  const urls = await Promise.all([testDatabase(), testDatabase(), testDatabase()]);

  test.for([1, 2, 3])('seed %i: each ends with its one event, left to itself', async (seed) => {
    const random = seededRandom(seed);
    const own = urls[seed - 1];
    if (own === undefined) throw new Error('there is a database for each seed');
    const installation = await openInstallation({ urls: own, managers, reportsEach });
    await installation.startWorker();
    let doomed = await installation.startWorker();
    await installation.release();
    for (let kill = 1; kill <= kills; kill += 1) {
      await wait(random.below(1_500));
      doomed.kill('SIGKILL');
      await doomed.exited;
      doomed = await installation.startWorker();
    }
    await vi.waitFor(async () => expect(await bookedCount(installation)).toBe(managers * reportsEach), patience);
    expect(await bookedProblems(installation, { killed: true })).toEqual([]);
  });
});
