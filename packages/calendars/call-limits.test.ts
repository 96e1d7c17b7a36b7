import { CalendarError } from '@throughline/app/ports/calendar-error.ts';
import type { SharedQuota } from '@throughline/app/ports/shared-quota.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { testClock } from '@throughline/testing/test-clock.ts';
import { createCallLimits, type CallLimits } from './call-limits.ts';
import { createConcurrencyGate } from './concurrency-gate.ts';
import { ownQuota } from './own-quota.ts';
import { idle } from './quota-desk.ts';

const minute = 60_000;
const seconds = (count: number) => Temporal.Duration.from({ seconds: count });
const ana = { organizationId: 'here', connectionId: 'ana' };
const ben = { organizationId: 'here', connectionId: 'ben' };

/** Waiting moves the machine's time, so nothing takes any. Between calls it stands still, and nothing is given back for being idle. */
function setUp({ project = 1_000, mailbox = 600, places = null as number | null } = {}) {
  const clock = testClock({ now: '2027-03-01T09:00:00Z' });
  const kept = ownQuota();
  const exchanges: Parameters<SharedQuota['exchange']>[0][] = [];
  const shared: SharedQuota = {
    exchange: (input) => {
      exchanges.push(input);
      return kept.exchange(input);
    },
  };
  const create = () =>
    createCallLimits({
      project: 'project',
      limits: {
        project: { calls: project, within: minute, alone: null },
        mailbox: { calls: mailbox, within: minute, alone: { longestCall: places === null ? 0 : 21_000 } },
      },
      gate: places === null ? null : createConcurrencyGate({ places }),
      shared,
      wall: () => clock.wall(),
      sleep: async (milliseconds) => {
        if (milliseconds === idle) return Promise.withResolvers<void>().promise;
        await Promise.resolve();
        clock.advanceWallBy({ milliseconds: Math.ceil(milliseconds) });
      },
    });
  const [first, second] = [create(), create()];
  return { clock, first, second, exchanges };
}

const call = (limits: CallLimits, mailbox = ana, calls = 1) =>
  limits.run({ mailbox, calls, work: () => Promise.resolve('done') });
const times = async (count: number, work: () => Promise<unknown>) => {
  for (let made = 0; made < count; made += 1) await work();
};
const refusalOf = async (work: Promise<unknown>): Promise<CalendarError> => {
  const error = await work.catch((caught: unknown) => caught);
  if (error instanceof CalendarError) return error;
  throw new Error('nothing was refused');
};

describe('600 calls a minute to a mailbox', () => {
  test('go, and the next is refused with the time to wait', async () => {
    const { clock, first } = setUp();
    await times(600, () => call(first));
    const { kind, retryAfter } = await refusalOf(call(first));
    expect(kind).toBe('throttled');
    expect(retryAfter?.total('seconds')).toBeGreaterThan(50);
    clock.advanceWallBy({ seconds: 61 });
    await expect(call(first)).resolves.toBe('done');
  });

  test('are counted for each mailbox, and for the project over all of them', async () => {
    const { first } = setUp({ project: 700 });
    await times(600, () => call(first));
    await times(100, () => call(first, ben));
    expect((await refusalOf(call(first, ben))).kind).toBe('throttled');
  });

  test('count the requests inside a batch each for itself', async () => {
    const { first } = setUp();
    await times(29, () => call(first, ana, 20));
    await call(first, ana, 20);
    expect((await refusalOf(call(first))).kind).toBe('throttled');
  });

  test('a wait of less than two seconds is waited for in its place', async () => {
    const { clock, first } = setUp();
    const begun = clock.wall();
    first.refused({ mailbox: ana, of: 'mailbox', tooFast: false, leaveAlone: seconds(1) });
    await expect(call(first)).resolves.toBe('done');
    expect(begun.until(clock.wall()).total('seconds')).toBeGreaterThanOrEqual(1);
    first.refused({ mailbox: ana, of: 'mailbox', tooFast: false, leaveAlone: seconds(3) });
    expect((await refusalOf(call(first))).retryAfter?.total('seconds')).toBe(3);
  });
});

describe('the provider’s Retry-After', () => {
  test('holds for its mailbox alone, and no shorter wish shortens it', async () => {
    const { clock, first } = setUp();
    for (const leaveAlone of [seconds(30), seconds(5)]) {
      first.refused({ mailbox: ana, of: 'mailbox', tooFast: true, leaveAlone });
    }
    await expect(call(first, ben)).resolves.toBe('done');
    clock.advanceWallBy({ seconds: 20 });
    expect((await refusalOf(call(first))).retryAfter?.total('seconds')).toBe(10);
  });

  test('of the project holds for all mailboxes, in every process', async () => {
    const { first, second } = setUp();
    await call(first);
    first.refused({ mailbox: ana, of: 'project', tooFast: true, leaveAlone: seconds(30) });
    expect((await refusalOf(call(first, ben))).kind).toBe('throttled');
    expect((await refusalOf(call(second, ben))).retryAfter?.total('seconds')).toBeGreaterThan(25);
  });

  test('reaches the other processes at once, though the project is just being asked for', async () => {
    const { first, second, exchanges } = setUp();
    const asking = call(first, ben);
    while (exchanges.length === 0) await Promise.resolve();
    first.refused({ mailbox: ana, of: 'project', tooFast: true, leaveAlone: seconds(30) });
    await refusalOf(asking);
    expect((await refusalOf(call(second, ben))).retryAfter?.total('seconds')).toBeGreaterThan(29);
  });

  test('is never undercut, whatever else happens', async () => {
    const act = fc.record({ wait: fc.integer({ min: 0, max: 9_000 }), pause: fc.integer({ min: 0, max: 8 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        const { clock, first, second } = setUp();
        let leftAloneUntil = clock.wall();
        for (const [index, { wait, pause }] of acts.entries()) {
          clock.advanceWallBy({ milliseconds: wait });
          const process = index % 2 === 0 ? first : second;
          const work = async () => {
            expect(Temporal.Instant.compare(clock.wall(), leftAloneUntil)).toBeGreaterThanOrEqual(0);
            if (pause === 0) return;
            process.refused({ mailbox: ana, of: 'mailbox', tooFast: true, leaveAlone: seconds(pause) });
            leftAloneUntil = clock.wall().add(seconds(pause));
          };
          await process.run({ mailbox: ana, work }).catch((error: unknown) => {
            if (!(error instanceof CalendarError)) throw error;
          });
        }
      }),
      { numRuns: 40 },
    );
  });
});

test('two processes have no more than four calls at once in a mailbox between them, and both get through', async () => {
  const { first, second } = setUp({ places: 4 });
  let underWay = 0;
  let most = 0;
  const work = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    underWay -= 1;
  };
  const patiently = async (process: CallLimits): Promise<void> => {
    try {
      await process.run({ mailbox: ana, work });
    } catch (error) {
      if (!(error instanceof CalendarError)) throw error;
      await patiently(process);
    }
  };
  await Promise.all(Array.from({ length: 40 }, (_, index) => patiently(index % 2 === 0 ? first : second)));
  expect(most).toBe(4);
});

test('one lease serves many calls', async () => {
  const { first, exchanges } = setUp();
  await times(200, () => call(first));
  expect(exchanges.length).toBeLessThan(20);
});

test('where there is no limit nothing is asked for', async () => {
  const { first, exchanges } = setUp({ project: Number.POSITIVE_INFINITY, mailbox: Number.POSITIVE_INFINITY });
  await times(50, () => call(first));
  expect(exchanges).toEqual([]);
});
