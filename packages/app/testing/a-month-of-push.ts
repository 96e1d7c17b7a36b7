import { connectionStore } from '@throughline/db/connection-store.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepPushChannels } from '../keep-push-channels.ts';
import type { CalendarPush } from '../ports/calendar-push.ts';
import { syncConnection } from '../sync-connection.ts';
import { syncDueConnections } from '../sync-due-connections.ts';
import { aTeam, connectPeople, openAccounts } from './a-team.ts';
import type { ProviderName } from '../ports/calendar.ts';
import { pushContext } from './push-context.ts';

const daysToLive = 30;
const stepHours = 12;
const entry = { kind: 'busy', start: '2027-03-02T09:00:00Z', end: '2027-03-02T10:00:00Z' } as const;

/** What happens in one step of the clock: a sweep, a restart in the middle of one, a bad hour of the provider, an outage. */
const happenings = fc.array(
  fc.record({
    worker: fc.constantFrom('sweeps', 'sweeps', 'sweeps', 'sweeps twice', 'is killed', 'is away' as const),
    provider: fc.constantFrom('answers', 'answers', 'answers', 'loses an answer', 'is unavailable' as const),
    /** Whoever's calendar changes. */
    changes: fc.array(fc.constantFrom(0, 1), { maxLength: 2 }),
  }),
  { minLength: (daysToLive * 24) / stepHours, maxLength: (daysToLive * 24) / stepHours },
);

type Life = { readonly from: Temporal.Instant; until: Temporal.Instant };

/** Thirty days at one provider, once for each random course of things. Call it in a `describe` of its own. */
export async function aMonthOfPush({
  provider,
  seed,
  runs,
}: {
  provider: ProviderName;
  seed: number;
  runs: number;
}): Promise<void> {
  const { context, receiver, pass, channels } = await pushContext({ provider });
  const { db, clock, world } = context;
  const begin = clock.wall();

  /** Every channel whose opening was answered, and how long it lived at the provider; a worker can be killed on the way. */
  function watched() {
    const lives = new Map<string, Life & { readonly connectionId: string }>();
    const killing = { next: false };
    const { push } = world.provider;
    const { renew } = push;
    const recorded: CalendarPush = {
      ...push,
      async open(input) {
        const opened = await push.open(input);
        if (killing.next) {
          killing.next = false;
          throw new Error('killed');
        }
        const { connectionId } = input.auth;
        lives.set(opened.providerChannelId, { connectionId, from: clock.now(), until: opened.expiresAt });
        return opened;
      },
      renew:
        renew &&
        (async (input) => {
          const until = await renew(input);
          lives.get(input.channel.providerChannelId)!.until = until;
          return until;
        }),
      async close(input) {
        await push.close(input);
        const life = lives.get(input.channel.providerChannelId);
        if (life !== undefined) life.until = clock.now();
      },
    };
    const calendars = { ...context.calendars, provider: () => ({ ...world.provider, push: recorded }) };
    return { lives, killing, worker: { ...context, calendars } };
  }

  /** The first moment at which none lived, or null. */
  function gapOf(lives: readonly Life[]): Temporal.Instant | null {
    const [first, ...rest] = lives.toSorted((a, b) => Temporal.Instant.compare(a.from, b.from));
    let covered = first!.until;
    for (const { from, until } of rest) {
      if (Temporal.Instant.compare(from, covered) > 0) return covered;
      if (Temporal.Instant.compare(until, covered) > 0) covered = until;
    }
    return Temporal.Instant.compare(covered, clock.now()) > 0 ? null : covered;
  }

  test(
    'whatever happens to workers and provider, there is a channel at every moment, and one at the end',
    async () => {
      await fc.assert(
        fc.asyncProperty(happenings, async (steps) => {
          // Consent goes by the machine's time.
          clock.advanceWallBy(clock.wall().until(begin));
          const team = await aTeam({ context });
          const { organizationId, manager, reports } = team;
          const people = [manager, ...reports];
          await openAccounts({ world, people });
          await connectPeople({ context, world, organizationId, people });
          const { lives, killing, worker } = watched();
          const sweep = () => keepPushChannels(worker, { organizationId });
          await sweep();
          let away = 0;
          for (const { worker: work, provider: answers, changes } of steps) {
            await pass({ hours: stepHours });
            for (const index of changes) await world.enter({ email: people[index]!.workEmail, entry });
            const fault = { method: 'POST', path: world.paths.push, account: people[0]!.workEmail };
            if (answers === 'loses an answer') await world.inject({ kind: 'response_lost', ...fault });
            if (answers === 'is unavailable') await world.inject({ kind: 'status', status: 503, ...fault });
            // Nobody is away for longer than half the life of a channel takes to pass.
            away = work === 'is away' && away < 4 ? away + 1 : 0;
            if (away > 0) continue;
            killing.next = work === 'is killed';
            const swept = work === 'sweeps twice' ? [sweep(), sweep()] : [sweep()];
            await Promise.allSettled(swept);
            killing.next = false;
            await world.control('DELETE', 'faults');
            clock.advanceWallBy({ minutes: 6 });
            for (const connectionId of await syncDueConnections(worker, { organizationId })) {
              await syncConnection(worker, { organizationId, connectionId });
            }
          }
          for (let last = 0; last < 3; last += 1) {
            await pass({ hours: 7 });
            clock.advanceWallBy({ minutes: 6 });
            await sweep();
          }
          for (const { id, workEmail } of people) {
            const connected = await db.inOrganization(organizationId, (tx) => connectionStore(tx).ofPerson(id));
            const connectionId = connected!.id;
            const own = [...lives.values()].filter((life) => life.connectionId === connectionId);
            expect(gapOf(own)).toBeNull();
            receiver.messages.length = 0;
            await world.enter({ email: workEmail, entry });
            await pass({ seconds: 1 });
            const announcers = new Set(receiver.messages.map(({ providerChannelId }) => providerChannelId));
            const rows = await channels(organizationId, connectionId);
            expect([...announcers]).toEqual(rows.map(({ providerChannelId }) => providerChannelId));
            expect(rows).toMatchObject([{ state: 'open' }]);
          }
        }),
        { numRuns: runs, seed, endOnFailure: true },
      );
    },
    120_000 * runs,
  );
}
