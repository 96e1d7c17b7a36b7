import { describe, expect, test } from 'vitest';
import { aBooking } from './testing/a-booking.ts';
import { openConversations } from './testing/a-team.ts';
import { bookingContext, countCalls, everyProvider } from './testing/booking-context.ts';
import { syncConnection } from './sync-connection.ts';

/** That nothing is skipped, whatever happens between a change and our reading of it. */
describe.each(everyProvider)('what was read of a calendar on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;

  const synced = (edits: number) => ({ kind: 'synced', edits });
  const forgotten = provider === 'google' ? 'fullSyncRequired' : 'SyncStateNotFound';

  /** The manager moves an event by a day. */
  async function moveByADay({ manager, event }: Awaited<ReturnType<typeof aBooking>>, days = 1) {
    const slot = { start: event.startsAt.add({ hours: 24 * days }), end: event.endsAt.add({ hours: 24 * days }) };
    const providerEventId = event.providerEventId!;
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'move', ...slot } });
    return slot;
  }

  test('killed while changes were taken over, nothing of them is skipped and nothing counts twice', async () => {
    const booking = await aBooking({ context, reports: 3, rules: { maxPerManagerPerWeek: 3 } });
    const { organizationId, connectionId, manager, sync, connection } = booking;
    const open = await openConversations({ db, organizationId });
    for (const { event } of open) {
      const edit = { kind: 'move', start: event!.startsAt, end: event!.endsAt.add({ minutes: 15 }) } as const;
      await world.edit({ email: manager.workEmail, providerEventId: event!.providerEventId!, edit });
    }
    const providerEventId = open[0]!.event!.providerEventId!;
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'make_public' } });
    const before = (await connection())?.syncCursor;
    const dying = {
      ...context,
      queue: { wake: () => Promise.reject(new Error('killed')) },
    };
    await expect(syncConnection(dying, { organizationId, connectionId })).rejects.toThrow('killed');
    expect((await connection())?.syncCursor).toBe(before);
    expect(await sync()).toEqual({ kind: 'nothing' });
    clock.advanceWallBy({ minutes: 6 });
    await sync();
    const after = await openConversations({ db, organizationId });
    expect(after.map(({ conversation }) => conversation.managerMoves)).toEqual([1, 1, 1]);
    expect((await connection())?.syncCursor).not.toBe(before);
    expect(await sync()).toEqual(synced(0));
  });

  test('read by somebody who lost the lease meanwhile, the cursor is left to whoever took over', async () => {
    const booking = await aBooking({ context });
    const { organizationId, connectionId, manager, sync, connection, read, providerEventId } = booking;
    await moveByADay(booking);
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'make_public' } });
    let taken: string | null | undefined;
    const slow = {
      ...context,
      queue: {
        wake: async () => {
          clock.advanceWallBy({ minutes: 6 });
          await sync();
          taken = (await connection())?.syncCursor;
        },
      },
    };
    await syncConnection(slow, { organizationId, connectionId });
    expect(taken).toBeDefined();
    expect((await connection())?.syncCursor).toBe(taken);
    expect((await read()).conversation.managerMoves).toBe(1);
  });

  test('pages without a single entry are followed to the next', async () => {
    const booking = await aBooking({ context });
    await moveByADay(booking);
    const { manager, sync } = booking;
    for (const items of [0, 0]) await world.inject({ kind: 'short_page', account: manager.workEmail, items });
    expect(await sync()).toEqual(synced(1));
  });

  test('the cursor moves on when nothing of ours changed', async () => {
    const { manager, sync, connection } = await aBooking({ context });
    const before = (await connection())?.syncCursor;
    const entry = { kind: 'busy', start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' } as const;
    await world.enter({ email: manager.workEmail, entry });
    expect(await sync()).toEqual(synced(0));
    expect((await connection())?.syncCursor).not.toBe(before);
  });

  test('cases 3 and 6: forgotten between two pages, everything is read anew in the same turn', async () => {
    const booking = await aBooking({ context });
    const { manager, sync, read, connection } = booking;
    await moveByADay(booking);
    const account = manager.workEmail;
    await world.inject({ kind: 'short_page', account, items: 0 });
    const path = provider === 'google' ? '/events' : '/delta';
    await world.inject({ kind: 'status', status: 410, reason: forgotten, account, method: 'GET', path, after: 1 });
    const before = (await connection())?.syncCursor;
    expect(await sync()).toEqual(synced(1));
    expect((await read()).conversation).toMatchObject({ state: 'booked', managerMoves: 1 });
    expect((await connection())?.syncCursor).not.toBe(before);
    expect(await world.seenBy(account)).toHaveLength(1);
    expect(await sync()).toEqual(synced(0));
  });

  test('case 5: moved out of what a reading covers, the event was rescheduled and not cancelled', async () => {
    const booking = await aBooking({ context });
    const slot = await moveByADay(booking, 3 * 365);
    expect(await booking.sync()).toEqual(synced(1));
    const { conversation, history } = await booking.read();
    expect(conversation.state).toBe('booked');
    expect(conversation.startsAt?.equals(slot.start)).toBe(true);
    expect(history.map(({ kind }) => kind)).not.toContain('unbooked');
    // It stands beyond every window from now on, and is still found.
    await world.inject({ kind: 'invalidate_sync_tokens', account: booking.manager.workEmail });
    expect(await booking.sync()).toEqual(synced(0));
    expect((await booking.read()).conversation.state).toBe('booked');
  });

  test('a window that would run out is seeded anew before it does, and changes go on being seen', async () => {
    const begin = clock.now();
    const booking = await aBooking({ context });
    const seeded = await countCalls({ world, path: '/calendarView/delta?startDateTime' });
    // Read more often than a token lives, so that only its window can be what runs out.
    for (let days = 0; days < 140; days += 20) {
      clock.advanceBy({ hours: 24 * 20 });
      await world.control('POST', 'clock', { advance: 'P20D' });
      await booking.sync();
    }
    const seededSince = (await countCalls({ world, path: '/calendarView/delta?startDateTime' })) - seeded;
    // Google's token has no window to run out of.
    expect(seededSince).toBe(provider === 'microsoft' ? 1 : 0);
    const { event } = await booking.read();
    const slot = { start: clock.now().add({ hours: 24 * 400 }), end: clock.now().add({ hours: 24 * 400 + 1 }) };
    const { providerEventId } = event ?? booking;
    const edit = { kind: 'move', ...slot } as const;
    await world.edit({ email: booking.manager.workEmail, providerEventId: providerEventId!, edit });
    expect(await booking.sync()).toEqual(synced(1));
    expect((await booking.read()).conversation.startsAt?.equals(slot.start)).toBe(true);
    clock.set(begin.toString());
  });
});
