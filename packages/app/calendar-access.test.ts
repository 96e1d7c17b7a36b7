import { tokenRefreshStore } from '@throughline/db/token-refresh-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { createDatabase } from '@throughline/db/database.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { withCalendar } from './calendar-access.ts';
import { CalendarError } from './ports/calendar-error.ts';
import { aTeam, connectPeople, openAccounts } from './testing/a-team.ts';
import { bookingContext, everyProvider } from './testing/booking-context.ts';

describe.each(everyProvider)('the way to a calendar on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world, appUrl } = context;
  /** What another process would have: the same rows and nothing shared in memory. */
  const otherDb = createDatabase({ url: appUrl, applicationName: 'other', poolSize: 6 });
  afterAll(() => otherDb.close());

  async function aConnection() {
    const { organizationId, manager } = await aTeam({ context });
    await openAccounts({ world, people: [manager] });
    await connectPeople({ context, world, organizationId, people: [manager] });
    const inStore = <T>(work: (store: ReturnType<typeof connectionStore>) => Promise<T>) =>
      db.inOrganization(organizationId, (tx) => work(connectionStore(tx)));
    const { id: connectionId } = (await inStore((store) => store.ofPerson(manager.id)))!;
    const zone = (through = context) =>
      withCalendar({ context: through, organizationId, connectionId }, (provider, auth) => provider.timeZone({ auth }));
    const outcome = async (through = context) => {
      try {
        return await zone(through);
      } catch (error) {
        if (error instanceof CalendarError) return error.kind;
        throw error;
      }
    };
    const callsTo = async (part: string) => (await world.exchanges()).filter(({ url }) => url.includes(part)).length;
    const row = () => inStore((store) => store.byId(connectionId));
    return { manager, zone, outcome, callsTo, row };
  }

  const many = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 50 }, work));
  /** The stored token is past its time, so that everyone wants a new one. */
  const letTokensRunOut = () => clock.advanceWallBy({ hours: 2 });

  test('a token that is good is used as it is', async () => {
    const { zone, callsTo } = await aConnection();
    const before = await callsTo('/token');
    expect(await zone()).toBe('Europe/Berlin');
    expect(await callsTo('/token')).toBe(before);
  });

  test('fifty calls at once after a token ran out make one refresh', async () => {
    const { zone, callsTo } = await aConnection();
    letTokensRunOut();
    const before = await callsTo('/token');
    expect(new Set(await many(() => zone()))).toEqual(new Set(['Europe/Berlin']));
    expect((await callsTo('/token')) - before).toBe(1);
  });

  test('fifty calls in two processes make one refresh', async () => {
    const { zone, callsTo } = await aConnection();
    letTokensRunOut();
    const before = await callsTo('/token');
    const other = { ...context, db: otherDb };
    await Promise.all([many(() => zone()), many(() => zone(other))]);
    expect((await callsTo('/token')) - before).toBe(1);
  });

  test('a token the provider no longer takes is refreshed once, and the call goes through', async () => {
    const { manager, zone, callsTo } = await aConnection();
    await world.inject({ kind: 'status', status: 401, account: manager.workEmail, path: world.paths.timeZone });
    const before = await callsTo('/token');
    expect(await zone()).toBe('Europe/Berlin');
    expect((await callsTo('/token')) - before).toBe(1);
  });

  test('a rotated refresh token is stored before its access token is used', async () => {
    const { manager, zone, row } = await aConnection();
    const before = (await row())?.refreshToken;
    for (let round = 0; round < 2; round += 1) {
      await world.inject({ kind: 'rotate_refresh_token', account: manager.workEmail });
      letTokensRunOut();
      expect(await zone()).toBe('Europe/Berlin');
    }
    expect((await row())?.refreshToken).not.toEqual(before);
  });

  test('fifty calls after the grant was revoked make one refresh, and not one call more afterwards', async () => {
    const { manager, outcome, callsTo, row } = await aConnection();
    await world.inject({ kind: 'revoked_grant', account: manager.workEmail });
    const before = await callsTo('/token');
    expect(new Set(await many(() => outcome()))).toEqual(new Set(['grant_revoked']));
    expect((await callsTo('/token')) - before).toBe(1);
    expect(await row()).toMatchObject({
      status: 'reconnect_required',
      refreshToken: null,
      accessToken: null,
      lastError: 'grant_revoked',
    });
    const calls = (await world.exchanges()).length;
    expect(await outcome()).toBe('grant_revoked');
    expect((await world.exchanges()).length).toBe(calls);
  });

  test('fifty calls on a token that ran out, after the grant was revoked, are one call', async () => {
    const { manager, outcome, row } = await aConnection();
    await world.inject({ kind: 'revoked_grant', account: manager.workEmail });
    letTokensRunOut();
    const before = (await world.exchanges()).length;
    expect(new Set(await many(() => outcome()))).toEqual(new Set(['grant_revoked']));
    expect((await world.exchanges()).length - before).toBe(1);
    expect(await row()).toMatchObject({ status: 'reconnect_required', brokenBecause: 'revoked' });
  });

  test('fifty calls on a token that was good until the grant was revoked: none is sent once one was refused', async () => {
    const { manager, outcome, callsTo } = await aConnection();
    await world.inject({ kind: 'revoked_grant', account: manager.workEmail });
    const before = await callsTo(world.paths.timeZone);
    await many(() => outcome());
    // Google's are all under way by then; a mailbox at Microsoft takes four at once.
    expect((await callsTo(world.paths.timeZone)) - before).toBeLessThanOrEqual(provider === 'google' ? 50 : 4);
    const after = (await world.exchanges()).length;
    await many(() => outcome());
    expect((await world.exchanges()).length).toBe(after);
  });

  test('a provider that cannot be reached breaks no connection', async () => {
    const { manager, outcome, zone, row } = await aConnection();
    letTokensRunOut();
    await world.inject({ kind: 'status', status: 503, account: manager.workEmail, path: '/token' });
    expect(await outcome()).toBe('unavailable');
    expect(await row()).toMatchObject({ status: 'active', refreshLeasedUntil: null });
    expect(await zone()).toBe('Europe/Berlin');
  });

  test('a process that died refreshing is replaced once its lease is over', async () => {
    const { zone, row } = await aConnection();
    letTokensRunOut();
    const wall = clock.wall();
    const stored = (await row())!;
    await db.inOrganization(stored.organizationId, (tx) =>
      tokenRefreshStore(tx).leaseRefresh({
        id: stored.id,
        seenNumber: stored.refreshNumber,
        wall,
        until: wall.add({ seconds: 30 }),
      }),
    );
    const waiting = zone();
    clock.advanceWallBy({ seconds: 31 });
    expect(await waiting).toBe('Europe/Berlin');
  });
});
