import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { seededRandom } from '@throughline/standalone/demo/seeded-random.ts';
import { bookedCount, bookedProblems } from './booked-problems.ts';
import { openInstallation } from './installation.ts';
import { restartablePostgres } from './restartable-postgres.ts';

const restarts = 10;
const managers = 4;
const reportsEach = 3;

test('PostgreSQL stops at once ten times while a dozen conversations are booked: they are, left to themselves', async () => {
  const random = seededRandom(1);
  const postgres = await restartablePostgres();
  const installation = await openInstallation({ urls: postgres.urls, managers, reportsEach });
  const processes = await Promise.all([
    installation.startApi(),
    installation.startWorker(),
    installation.startWorker(),
  ]);
  const readyz = async () => (await fetch(`${installation.apiUrl}/readyz`)).status;
  await installation.release();
  for (let restart = 1; restart <= restarts; restart += 1) {
    await wait(random.below(2_000));
    await postgres.stopAtOnce();
    expect(await readyz()).toBe(503);
    await wait(random.below(2_000));
    await postgres.startAgain();
    await vi.waitFor(async () => expect(await readyz()).toBe(200), { timeout: 60_000, interval: 200 });
  }
  const patience = { timeout: 600_000, interval: 2_000 };
  await vi.waitFor(async () => expect(await bookedCount(installation)).toBe(managers * reportsEach), patience);
  expect(await bookedProblems(installation, { killed: true })).toEqual([]);
  for (const process of processes) expect(process.isRunning(), process.output()).toBe(true);
});
