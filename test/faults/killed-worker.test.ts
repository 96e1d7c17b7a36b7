import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { submitImport } from '@throughline/app/submit-import.ts';
import { openBrowser } from '@throughline/standalone/demo/browser.ts';
import { asSession } from '@throughline/testing/as-session.ts';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { bookedCount, bookedProblems } from './booked-problems.ts';
import { emptyQueue } from './empty-queue.ts';
import { addressOf, openInstallation, passLeases, type Installation } from './installation.ts';
import type { Moment } from './provider.ts';
import type { ServiceProcess } from './service-process.ts';

const patience = { timeout: 240_000, interval: 300 };
const managers = 4;
const reportsEach = 3;
const conversations = managers * reportsEach;
const killedAt: readonly { readonly number: number; readonly moment: Moment }[] = [
  { number: 1, moment: 'after_effect' },
  { number: 4, moment: 'before_effect' },
];

describe('a worker killed while it books a dozen conversations', async () => {
  const urls = await testDatabase();
  let installation: Installation;
  beforeAll(async () => {
    installation = await openInstallation({ urls, managers, reportsEach });
  });

  test(
    'leaves one event for each conversation, once others have gone on, and loses none',
    { timeout: 600_000 },
    async () => {
      let released = false;
      for (const { number, moment } of killedAt) {
        const worker = await installation.startWorker();
        const killed = new Promise<void>((resolve) => {
          installation.provider.atInsertion({
            number,
            moment,
            act: async () => {
              worker.kill('SIGKILL');
              await worker.exited;
              resolve();
            },
          });
        });
        if (!released) expect(await installation.release()).toBe(conversations);
        released = true;
        await installation.wake({ name: 'run-sweep', sweep: 'book-due-events', organizationId: null });
        await killed;
        expect(await bookedCount(installation)).toBeLessThan(conversations);
        await passLeases(urls.adminUrl);
        // What the queue knew of jobs under way is worth nothing: the record knows all there is to do.
        await emptyQueue(urls);
      }
      await installation.startWorker();
      await vi.waitFor(async () => {
        await installation.wake({ name: 'run-sweep', sweep: 'book-due-events', organizationId: null });
        expect(await bookedCount(installation)).toBe(conversations);
      }, patience);
      expect(await bookedProblems(installation, { killed: true })).toEqual([]);
    },
  );
});

describe('a worker killed in the middle of an import', async () => {
  const urls = await testDatabase();

  test('leaves nothing half done, and another ends it exactly once', { timeout: 120_000 }, async () => {
    const { context, organizationId, startWorker } = await openInstallation({ urls, managers: 1, reportsEach: 1 });
    const counts = () =>
      asSession(urls.adminUrl, async (superuser) => {
        const { rows } = await superuser.query<{ counts: object }>(`
          SELECT json_build_object(
            'people', (SELECT count(*) FROM person WHERE work_email LIKE 'new.%'),
            'states', (SELECT json_agg(state) FROM import),
            'shown', (SELECT count(*) FROM import_row),
            'recorded', (SELECT count(*) FROM audit WHERE action = 'people.imported' AND details->>'created' = '20')
          ) AS counts`);
        return rows[0]?.counts;
      });
    const before = { people: 0, states: ['checking'], shown: 0, recorded: 0 };
    await submitImport(context, {
      organizationId,
      actor: { kind: 'operator' },
      source: 'json',
      system: null,
      columns: [],
      dryRun: false,
      everybody: false,
      hold: false,
      rows: Array.from({ length: 20 }, (_, nth) => ({
        kind: 'read',
        row: {
          line: nth + 1,
          externalId: null,
          givenName: 'New',
          familyName: `${nth}`,
          workEmail: `new.${nth}@faults.example`,
        },
      })),
    });
    await asSession(urls.adminUrl, async (holding) => {
      // Whoever has taken the people in drops the rows last, and waits here.
      await holding.query('BEGIN; LOCK TABLE import_part IN SHARE MODE');
      const worker = await startWorker();
      await vi.waitFor(async () => {
        const waiting = `SELECT FROM pg_locks WHERE relation = 'import_part'::regclass AND NOT granted`;
        expect((await holding.query(waiting)).rowCount).toBeGreaterThan(0);
      }, patience);
      worker.kill('SIGKILL');
      await worker.exited;
      await holding.query('ROLLBACK');
    });
    expect(await counts()).toEqual(before);

    await emptyQueue(urls);
    await startWorker();
    const after = { people: 20, states: ['completed'], shown: 20, recorded: 1 };
    await vi.waitFor(async () => expect(await counts()).toEqual(after), patience);
  });
});

describe('two workers and an API at once', async () => {
  const urls = await testDatabase();
  const running: ServiceProcess[] = [];
  afterEach(() => running.splice(0).forEach((process) => process.kill('SIGTERM')));

  test(
    'book each conversation once after a manager’s “send now”, and stop when they are asked to',
    { timeout: 600_000 },
    async () => {
      const installation = await openInstallation({ urls, managers, reportsEach });
      const processes = await Promise.all([
        installation.startApi(),
        installation.startWorker(),
        installation.startWorker(),
      ]);
      running.push(...processes);
      expect((await fetch(`${installation.apiUrl}/readyz`)).status).toBe(200);
      await sendNow(installation, 'Manager1');
      await installation.release();
      await vi.waitFor(async () => expect(await bookedCount(installation)).toBe(conversations), patience);
      expect(await bookedProblems(installation)).toEqual([]);

      for (const process of processes) process.kill('SIGTERM');
      expect(await Promise.all(processes.map(({ exited }) => exited))).toEqual([0, 0, 0]);
    },
  );
});

/** Signs in with a mailed link and presses the button, as the manager would. */
async function sendNow({ apiUrl, provider }: Installation, manager: string): Promise<void> {
  const browser = openBrowser();
  const email = addressOf(manager);
  expect((await browser.postJson(`${apiUrl}/api/sign-in/link`, { email })).status).toBe(202);
  const link = await vi.waitFor(async () => {
    const mails = await provider.control.mails({ since: Temporal.Instant.fromEpochMilliseconds(0) });
    const found = mails
      .filter(({ source, to }) => source === 'smtp' && to.includes(email))
      .flatMap(({ links }) => links)
      .find((url) => url.includes('/sign-in/link?'));
    if (found === undefined) throw new Error('no link was mailed');
    return new URL(found);
  }, patience);
  const redeemed = await browser.postJson(`${apiUrl}/api/sign-in/redeem`, { token: link.searchParams.get('token') });
  expect(redeemed.status).toBe(200);
  const released = await browser.postJson(`${apiUrl}/api/plan/release`, {});
  expect(await released.json()).toEqual({ invitations: reportsEach });
}
