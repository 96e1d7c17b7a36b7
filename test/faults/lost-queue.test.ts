import { Redis } from 'ioredis';
import { expect, test, vi } from 'vitest';
import { startRedisServer } from '@throughline/jobs/testing/redis-server.ts';
import { installedProgram } from '@throughline/testing/installed-program.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { atTheEnd } from './at-the-end.ts';
import { bookedCount, bookedProblems } from './booked-problems.ts';
import { emptyQueue } from './empty-queue.ts';
import { openInstallation, type Installation } from './installation.ts';

const managers = 2;
const reportsEach = 2;
const withRedis = installedProgram('redis-server');
/** Longer than the bar of a minute, for a machine that has other things to do. */
const patience = { timeout: 240_000, interval: 500 };

const [onPostgres, besideRedis] = [await testDatabase(), await testDatabase()];

test(
  'what is due is done though the queue on PostgreSQL is lost beneath a running worker',
  { timeout: 600_000 },
  async () => {
    const installation = await openInstallation({ urls: onPostgres, managers, reportsEach });
    await bookedAfterLosing({ installation, lose: () => emptyQueue(onPostgres) });
  },
);

test.skipIf(withRedis === null)(
  `what is due is done though Redis is flushed beneath a running worker${withRedis === null ? ' (skipped: no redis-server is installed)' : ''}`,
  { timeout: 600_000 },
  async () => {
    const { redisUrl, stop } = await startRedisServer(withRedis ?? '');
    atTheEnd(stop);
    const admin = new Redis(redisUrl);
    atTheEnd(async () => admin.disconnect());
    const installation = await openInstallation({ urls: besideRedis, managers, reportsEach, queue: { redisUrl } });
    await bookedAfterLosing({ installation, lose: async () => void (await admin.flushall()) });
  },
);

/** The timetable's next ticks are gone, and no wake tells of the work. */
async function bookedAfterLosing({
  installation,
  lose,
}: {
  installation: Installation;
  lose: () => Promise<void>;
}): Promise<void> {
  const worker = await installation.startWorker();
  await lose();
  await installation.releaseUnheard();
  await vi.waitFor(async () => expect(await bookedCount(installation)).toBe(managers * reportsEach), patience);
  expect(await bookedProblems(installation)).toEqual([]);
  expect(worker.isRunning()).toBe(true);
  worker.kill('SIGTERM');
  expect(await worker.exited).toBe(0);
}
