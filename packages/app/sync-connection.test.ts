import { connectionStore } from '@throughline/db/connection-store.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { describe, expect, test } from 'vitest';
import { syncDueConnections } from './sync-due-connections.ts';
import { pauseOrganization } from './pause-organization.ts';
import { aBooking } from './testing/a-booking.ts';
import { openConversations } from './testing/a-team.ts';
import { bookingContext, countCalls, everyProvider, turn } from './testing/booking-context.ts';

describe.each(everyProvider)('a calendar read on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;

  const synced = (edits: number) => ({ kind: 'synced', edits });
  const later = (instant: Temporal.Instant, hours: number) => instant.add({ hours });

  test('when nothing was changed, nothing changes, and one call asks', async () => {
    const { sync, read } = await aBooking({ context });
    const before = await read();
    const calls = (await world.exchanges()).length;
    expect(await sync()).toEqual(synced(0));
    expect((await world.exchanges()).length - calls).toBe(1);
    expect(await read()).toEqual(before);
  });

  test('an event the manager moved within policy is where they put it, for both and in every store', async () => {
    const { sync, read, manager, event, providerEventId } = await aBooking({ context });
    const slot = { start: later(event.startsAt, 24), end: later(event.endsAt, 24) };
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'move', ...slot } });
    expect(await sync()).toEqual(synced(1));
    const { conversation, event: moved, history } = await read();
    expect(conversation).toMatchObject({ state: 'booked', managerMoves: 1 });
    expect(conversation.startsAt?.equals(slot.start)).toBe(true);
    expect([moved?.startsAt, moved?.draft.start].every((start) => start?.equals(slot.start))).toBe(true);
    expect(history).toContainEqual(expect.objectContaining({ kind: 'moved', actor: 'manager' }));
    expect(await sync()).toEqual(synced(0));
    expect((await read()).conversation.managerMoves).toBe(1);
  });

  test('moved past the due date it is accepted, and that is on record', async () => {
    const { sync, read, manager, event, providerEventId } = await aBooking({ context });
    const { conversation } = await read();
    const start = conversation.dueOn
      .add({ days: 3 })
      .toZonedDateTime({ timeZone: 'Europe/Berlin', plainTime: '10:00' });
    const slot = { start: start.toInstant(), end: start.add({ hours: 1 }).toInstant() };
    expect(event.startsAt.equals(slot.start)).toBe(false);
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'move', ...slot } });
    await sync();
    const after = await read();
    expect(after.conversation.state).toBe('booked');
    expect(after.history.map(({ kind }) => kind)).toContain('moved_past_due');
  });

  test('declined in the report’s own calendar it needs another date, and gets one with full lead time', async () => {
    const { organizationId, sync, read, write, report, manager, providerEventId } = await aBooking({ context });
    await world.edit({ email: report.workEmail, providerEventId, edit: { kind: 'respond', response: 'declined' } });
    await sync();
    const { conversation, history } = await read();
    expect(conversation).toMatchObject({ state: 'due', startsAt: null, waitingFor: 'not_yet_planned' });
    expect(history.at(-1)).toMatchObject({ kind: 'unbooked', actor: 'report', details: { reason: 'declined' } });
    await write();
    expect(await world.seenBy(manager.workEmail)).toEqual([]);
    await turn(context, { organizationId });
    const rebooked = await read();
    expect(rebooked.conversation.state).toBe('booked');
    expect(rebooked.event?.generation).toBe(2);
    const lead = clock.now().until(rebooked.conversation.startsAt!).total('hours') / 24;
    expect(lead).toBeGreaterThanOrEqual(21);
  });

  test('deleted by the manager it needs another date', async () => {
    const { organizationId, sync, read, manager, report, providerEventId } = await aBooking({ context });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'delete' } });
    await sync();
    const { conversation, history } = await read();
    expect(conversation.state).toBe('due');
    expect(history.at(-1)).toMatchObject({ kind: 'unbooked', actor: 'manager', details: { reason: 'deleted' } });
    await turn(context, { organizationId });
    expect((await read()).conversation.state).toBe('booked');
    expect(await world.seenBy(report.workEmail)).toHaveLength(1);
  });

  test('accepted or tentative, the answer is kept and the date stands', async () => {
    const { sync, read, report, providerEventId } = await aBooking({ context });
    for (const response of ['tentative', 'accepted'] as const) {
      await world.edit({ email: report.workEmail, providerEventId, edit: { kind: 'respond', response } });
      await sync();
      expect(await read()).toMatchObject({ conversation: { state: 'booked' }, event: { reportResponse: response } });
    }
  });

  test('another title is theirs to give: the event is left as it is', async () => {
    const { sync, read, manager, providerEventId } = await aBooking({ context });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'retitle', title: 'Coffee' } });
    expect(await sync()).toEqual(synced(0));
    expect((await read()).conversation.state).toBe('booked');
    expect(await world.seenBy(manager.workEmail)).toMatchObject([{ title: 'Coffee' }]);
  });

  test('privacy taken away is put back once, keeping their title, and the second time is only remarked', async () => {
    const { sync, write, read, manager, providerEventId } = await aBooking({ context });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'retitle', title: 'Coffee' } });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'make_public' } });
    await sync();
    expect(await write()).toEqual(['stands']);
    expect(await world.seenBy(manager.workEmail)).toMatchObject([{ title: 'Coffee', private: true }]);
    await sync();
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'make_public' } });
    await sync();
    expect(await write()).toEqual([]);
    expect(await world.seenBy(manager.workEmail)).toMatchObject([{ private: false }]);
    const { event, history } = await read();
    expect(event?.flagged).toBe('privacy');
    expect(history.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['restored', 'flagged']));
    await sync();
    expect((await read()).history).toEqual(history);
  });

  test('made a series or all-day it stays, and what has to be asked stands on it until it is settled', async () => {
    const { sync, read, manager, event, providerEventId } = await aBooking({ context });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'repeat_weekly' } });
    await sync();
    expect(await read()).toMatchObject({ conversation: { state: 'booked' }, event: { asked: ['recurring'] } });
    expect((await read()).event?.startsAt.equals(event.startsAt)).toBe(true);
  });

  test('moved onto their regular 1:1 it is no conversation of its own', async () => {
    const { sync, read, manager, report, event, providerEventId } = await aBooking({ context });
    const start = later(event.startsAt, 24);
    await world.enter({
      email: manager.workEmail,
      entry: {
        kind: 'weekly',
        start: start.toString(),
        end: later(start, 1).toString(),
        attendees: [report.workEmail],
      },
    });
    await sync();
    await world.edit({
      email: manager.workEmail,
      providerEventId,
      edit: { kind: 'move', start: start.add({ minutes: 30 }), end: later(event.endsAt, 24) },
    });
    await sync();
    const { event: asked, conversation } = await read();
    expect(asked?.asked).toContain('onto_one_on_one');
    expect(conversation.startsAt?.equals(start.add({ minutes: 30 }))).toBe(true);
  });

  test('a copy of the event disappears without a mail', async () => {
    const { sync, read, manager, report, providerEventId } = await aBooking({ context });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'copy' } });
    const mails = await world.calendarMailsTo(report.workEmail);
    await sync();
    expect((await world.seenBy(manager.workEmail)).map(({ id }) => id)).toEqual([providerEventId]);
    expect(await world.calendarMailsTo(report.workEmail)).toBe(mails);
    expect((await read()).conversation.state).toBe('booked');
  });

  test('an entry that reaches the calendar after it was given up is taken out again', async () => {
    const { organizationId, sync, write, manager, report, conversationId, providerEventId } = await aBooking({
      context,
    });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'delete' } });
    await sync();
    await write();
    await world.inject({
      kind: 'late_effect',
      account: manager.workEmail,
      method: 'POST',
      path: '/events',
      // Longer than everything up to the cancellation takes on a busy machine.
      milliseconds: 3000,
    });
    await turn(context, { organizationId });
    await db.inOrganization(organizationId, (tx) =>
      eventStore(tx).wantCancelled({ conversationIds: [conversationId], now: clock.now() }),
    );
    clock.advanceWallBy({ minutes: 1 });
    expect(await write()).toEqual(['cancelled']);
    await expect.poll(() => world.seenBy(manager.workEmail), { timeout: 10_000 }).toHaveLength(1);
    await sync();
    expect(await world.seenBy(report.workEmail)).toEqual([]);
    expect(await world.seenBy(manager.workEmail)).toEqual([]);
  });

  test('cases 3 and 6: when the provider forgot the cursor, everything is read anew and nothing doubles', async () => {
    const { organizationId, sync, read, manager, report, event, providerEventId, connection } = await aBooking({
      context,
    });
    const slot = { start: later(event.startsAt, 24), end: later(event.endsAt, 24) };
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'move', ...slot } });
    await world.inject({ kind: 'invalidate_sync_tokens', account: manager.workEmail });
    const before = (await connection())?.syncCursor;
    expect(await sync()).toEqual(synced(1));
    expect((await connection())?.syncCursor).not.toBe(before);
    expect((await read()).conversation).toMatchObject({ state: 'booked', managerMoves: 1 });
    await turn(context, { organizationId });
    expect(await world.seenBy(report.workEmail)).toHaveLength(1);
  });

  test('case 4: an event deleted while no cursor was good is found missing, asked for and given up', async () => {
    const { sync, read, manager, providerEventId } = await aBooking({ context });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'delete' } });
    await world.inject({ kind: 'invalidate_sync_tokens', account: manager.workEmail });
    expect(await sync()).toEqual(synced(1));
    expect((await read()).conversation.state).toBe('due');
  });

  test('changes on three pages are all taken over', async () => {
    const { organizationId, sync, manager, reports } = await aBooking({
      context,
      reports: 3,
      rules: { maxPerManagerPerWeek: 3 },
    });
    const dated = (await openConversations({ db, organizationId })).filter(
      ({ conversation }) => conversation.state === 'booked',
    );
    expect(dated).toHaveLength(reports.length);
    for (const { event } of dated) {
      const edit = { kind: 'move', start: later(event!.startsAt, 1), end: later(event!.endsAt, 1) } as const;
      await world.edit({ email: manager.workEmail, providerEventId: event!.providerEventId!, edit });
    }
    for (const items of [1, 1]) await world.inject({ kind: 'short_page', account: manager.workEmail, items });
    expect(await sync()).toEqual(synced(3));
  });

  test('a lost answer costs a pause and no change', async () => {
    const { sync, read, manager, event, providerEventId, connection } = await aBooking({ context });
    const slot = { start: later(event.startsAt, 24), end: later(event.endsAt, 24) };
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'move', ...slot } });
    const before = await connection();
    await world.inject({ kind: 'response_lost', account: manager.workEmail, method: 'GET' });
    expect(await sync()).toEqual({ kind: 'postponed' });
    expect(await connection()).toMatchObject({ syncCursor: before?.syncCursor, failures: 1, lastError: 'unavailable' });
    expect(await sync()).toEqual(synced(1));
    expect((await read()).conversation.managerMoves).toBe(1);
    expect(await connection()).toMatchObject({ failures: 0, lastError: null });
  });

  test('read by several at once, a move counts once', async () => {
    const { sync, read, manager, event, providerEventId } = await aBooking({ context });
    const slot = { start: later(event.startsAt, 24), end: later(event.endsAt, 24) };
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'move', ...slot } });
    await Promise.all([sync(), sync(), sync(), sync()]);
    expect((await read()).conversation.managerMoves).toBe(1);
  });

  test('a revoked grant stops the reading, and no further call goes out', async () => {
    const { sync, manager, connection } = await aBooking({ context });
    await world.inject({ kind: 'revoked_grant', account: manager.workEmail });
    expect(await sync()).toEqual({ kind: 'postponed' });
    expect(await connection()).toMatchObject({ status: 'reconnect_required', refreshToken: null });
    const calls = (await world.exchanges()).length;
    expect(await sync()).toEqual({ kind: 'nothing' });
    expect((await world.exchanges()).length).toBe(calls);
  });

  test('every connected calendar comes up within a quarter of an hour, and not again before', async () => {
    const { organizationId, connectionId, sync } = await aBooking({ context });
    expect(await syncDueConnections(context, { organizationId })).toEqual([]);
    clock.advanceBy({ minutes: 14 });
    expect(await syncDueConnections(context, { organizationId })).toEqual([connectionId]);
    await sync();
    expect(await syncDueConnections(context, { organizationId })).toEqual([]);
  });

  test('a paused organisation’s calendars are left alone', async () => {
    const { organizationId, sync } = await aBooking({ context });
    await pauseOrganization(context, { organizationId, actor: { kind: 'operator' } });
    clock.advanceBy({ minutes: 20 });
    const calls = await countCalls({ world, path: '/events' });
    expect(await syncDueConnections(context, { organizationId })).toEqual([]);
    expect(await sync()).toEqual({ kind: 'nothing' });
    expect(await countCalls({ world, path: '/events' })).toBe(calls);
  });

  test('a reader that died is replaced once its lease is over, and its late result is not stored', async () => {
    const { organizationId, connectionId, sync, connection } = await aBooking({ context });
    const wall = clock.wall();
    const dead = await db.inOrganization(organizationId, (tx) =>
      connectionStore(tx).leaseSync({ id: connectionId, wall, until: wall.add({ minutes: 5 }) }),
    );
    expect(await sync()).toEqual({ kind: 'nothing' });
    clock.advanceWallBy({ minutes: 6 });
    expect(await sync()).toEqual(synced(0));
    const stored = await db.inOrganization(organizationId, (tx) =>
      connectionStore(tx).finishSync({
        lease: { id: connectionId, syncNumber: dead!.syncNumber },
        cursor: 'late',
        now: clock.now(),
        nextSyncAt: clock.now(),
      }),
    );
    expect(stored).toBe(false);
    expect((await connection())?.syncCursor).not.toBe('late');
  });
});
