import { expect, test, vi } from 'vitest';
import { importPeople } from '@throughline/app/import-people.ts';
import { readRecord } from '../scenarios/record.ts';
import { bookedCount, bookedProblems } from './booked-problems.ts';
import { emptyQueue } from './empty-queue.ts';
import { addressOf, openInstallation, passLeases, type Installation } from './installation.ts';
import { restartablePostgres } from './restartable-postgres.ts';

const managers = 3;
const reportsEach = 2;
const patience = { timeout: 240_000, interval: 300 };

test(
  'PostgreSQL goes away under load: nothing that was acknowledged is lost, nobody exits, and all goes on when it is back',
  { timeout: 600_000 },
  async () => {
    const postgres = await restartablePostgres();
    const { urls } = postgres;
    const installation = await openInstallation({ urls, managers, reportsEach });
    const processes = await Promise.all([installation.startApi(), installation.startWorker()]);
    const readyz = async () => (await fetch(`${installation.apiUrl}/readyz`)).status;
    expect(await readyz()).toBe(200);

    const writing = keepWriting(installation);
    // In the middle of a booking, so that its answer finds no record to be written to.
    const stopped = new Promise<void>((resolve, reject) => {
      installation.provider.atInsertion({
        number: 2,
        moment: 'after_effect',
        act: () => postgres.stopAtOnce().then(resolve, reject),
      });
    });
    await installation.release();
    await stopped;
    expect(await readyz()).toBe(503);
    expect((await fetch(`${installation.apiUrl}/livez`)).status).toBe(200);

    await postgres.startAgain();
    await vi.waitFor(async () => expect(await readyz()).toBe(200), patience);
    const acknowledged = await writing.stop();
    expect(acknowledged.length).toBeGreaterThan(0);
    const kept = await readRecord<{ work_email: string }>(urls.adminUrl, 'SELECT work_email FROM person');
    const keptAddresses = new Set(kept.map(({ work_email }) => work_email));
    expect(acknowledged.filter((address) => !keptAddresses.has(address))).toEqual([]);

    // Cuts short how long the queue and the leases would wait for whoever was at work; the long test waits.
    await passLeases(urls.adminUrl);
    await emptyQueue(urls);
    await vi.waitFor(async () => {
      await installation.wake({ name: 'run-sweep', sweep: 'book-due-events', organizationId: null });
      expect(await bookedCount(installation)).toBe(managers * reportsEach);
    }, patience);
    expect(await bookedProblems(installation, { killed: true })).toEqual([]);
    for (const process of processes) {
      expect(process.isRunning(), process.output()).toBe(true);
      process.kill('SIGTERM');
    }
    expect(await Promise.all(processes.map(({ exited }) => exited))).toEqual([0, 0]);
  },
);

/** One new person after the other, through the restart; answers whom the record had acknowledged. */
function keepWriting({ context, organizationId }: Installation) {
  const acknowledged: string[] = [];
  let stopped = false;
  const written = (async () => {
    for (let number = 1; !stopped; number += 1) {
      const name = `Newcomer${number}`;
      const row = {
        externalId: name,
        givenName: name,
        familyName: 'Example',
        workEmail: addressOf(name),
        groups: [],
        manager: null,
      };
      try {
        await importPeople(context, { organizationId, rows: [row] });
        acknowledged.push(addressOf(name));
      } catch {
        // Not acknowledged, whether or not it was written; on to the next once there is a record again.
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      await written;
      return acknowledged;
    },
  };
}
