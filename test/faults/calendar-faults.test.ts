import { beforeAll, describe, expect, test, vi } from 'vitest';
import { testDatabase } from '@throughline/testing/test-database.ts';
import { bookedProblems } from './booked-problems.ts';
import { addressOf, openInstallation, type Installation } from './installation.ts';

const urls = await testDatabase();
const patience = { timeout: 240_000, interval: 500 };
const retryAfterSeconds = 8;

/** One each for the managers in their order; the last one's consent is withdrawn. */
const faults = [
  { name: 'the answer is lost after the insertion', kind: 'response_lost' },
  { name: 'the connection is cut before the insertion', kind: 'reset' },
  { name: 'the insertion takes effect after the connection was cut', kind: 'late_effect', milliseconds: 300 },
  { name: 'half the answer arrives', kind: 'truncated_body' },
  { name: 'the provider is unavailable', kind: 'status', status: 503 },
  { name: 'the provider asks for patience', kind: 'throttle', status: 429, retryAfter: retryAfterSeconds },
  {
    name: 'an id in use is noticed late and the answer is lost',
    kind: 'response_lost',
    alsoAfterwards: 'late_duplicate',
  },
] as const;
const revoked = `Manager${faults.length + 1}`;

describe('when calls to the calendar go wrong while a worker books', () => {
  let installation: Installation;
  const stateOf = async (manager: string) => {
    const facts = await installation.facts();
    const id = [...facts.people.values()].find(({ work_email }) => work_email === addressOf(manager))?.id;
    const conversation = facts.conversations.find(({ manager_id }) => manager_id === id);
    const connection = facts.connections.find(({ person_id }) => person_id === id);
    return { state: conversation?.state, waitingFor: conversation?.waiting_for, connection: connection?.status };
  };

  beforeAll(async () => {
    installation = await openInstallation({ urls, managers: faults.length + 1, reportsEach: 1 });
    for (const [index, { name: _name, ...fault }] of faults.entries()) {
      const account = addressOf(`Manager${index + 1}`);
      await installation.provider.inject({
        ...fault,
        alsoAfterwards: undefined,
        account,
        method: 'POST',
        // Not /events/watch, where channels are opened.
        path: '*/events',
      });
      if ('alsoAfterwards' in fault) await installation.provider.inject({ kind: fault.alsoAfterwards, account });
    }
    await installation.provider.inject({ kind: 'revoked_grant', account: addressOf(revoked) });
    const worker = await installation.startWorker();
    expect(await installation.release()).toBe(faults.length + 1);
    await vi.waitFor(async () => {
      // Sooner than the sweep's own half minute; whether an attempt is due stands in the record.
      await installation.wake({ name: 'run-sweep', sweep: 'book-due-events', organizationId: null });
      for (const index of faults.keys())
        expect(await stateOf(`Manager${index + 1}`)).toMatchObject({ state: 'booked' });
    }, patience);
    expect(worker.isRunning()).toBe(true);
  }, 600_000);

  test.for(faults.map(({ name }, index) => [name, index] as const))(
    '%s: exactly one event and one invitation',
    async ([, index]) => {
      const { control } = installation.provider;
      const report = addressOf(`Manager${index + 1}Report1`);
      const mails = (await control.mails({ since: Temporal.Instant.fromEpochMilliseconds(0) })).filter(
        ({ source, to }) => source === 'calendar' && to.includes(report),
      );
      expect(mails.map(({ subject }) => subject)).toEqual([expect.stringMatching(/^Invitation: /)]);
      for (const account of [report, addressOf(`Manager${index + 1}`)]) {
        const answer = await fetch(`${installation.provider.url}/control/events?account=${account}`);
        const events = (await answer.json()) as { status: string }[];
        expect(events.filter(({ status }) => status !== 'cancelled')).toHaveLength(1);
      }
    },
  );

  test('whoever asks for patience is given it', async () => {
    const calls = (await installation.provider.exchanges()).filter(
      ({ url, method }) => method === 'POST' && /\/events(\?|$)/.test(url),
    );
    const throttled = calls.find(({ status }) => status === 429);
    expect(throttled).toBeDefined();
    const facts = await installation.facts();
    const manager = [...facts.people.values()].find(({ work_email }) => work_email === addressOf('Manager6'));
    const booked = facts.conversations.find(({ manager_id }) => manager_id === manager?.id)?.booked_at;
    const waited = (booked?.getTime() ?? 0) - new Date(throttled?.time ?? '').getTime();
    expect(waited).toBeGreaterThanOrEqual(retryAfterSeconds * 1_000);
  });

  test('a withdrawn consent leaves the conversation due and says so; nobody asks on and on', async () => {
    expect(await stateOf(revoked)).toMatchObject({ state: 'due', connection: 'reconnect_required' });
    const before = (await installation.provider.exchanges()).filter(
      ({ url, status }) => url.includes('/token') && status === 400,
    );
    expect(before).toHaveLength(1);
    for (const sweep of ['open-due-conversations', 'sync-due-connections', 'plan-conversations', 'book-due-events']) {
      await installation.wake({ name: 'run-sweep', sweep, organizationId: null });
    }
    await vi.waitFor(
      async () => expect(await stateOf(revoked)).toMatchObject({ waitingFor: 'manager_not_connected' }),
      patience,
    );
    const after = (await installation.provider.exchanges()).filter(
      ({ url, status }) => url.includes('/token') && status === 400,
    );
    expect(after).toHaveLength(1);
  });

  test('calendars, record and mailbox agree, and nothing stands that nobody knows of', async () => {
    expect(await bookedProblems(installation)).toEqual([]);
  });
});
