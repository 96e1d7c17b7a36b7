import { peopleStore } from '@throughline/db/people-store.ts';
import { describe, expect, test } from 'vitest';
import { calendarsPage } from './calendars-page.ts';
import { coverageReport } from './coverage-report.ts';
import { disconnect } from './disconnect.ts';
import type { Mailer } from './ports/mailer.ts';
import { publishCoverage } from './publish-coverage.ts';
import { relayOutbox } from './relay-outbox.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { aBooking } from './testing/a-booking.ts';
import { bookingContext, everyProvider } from './testing/booking-context.ts';
import { troubledCalendars } from './troubled-calendars.ts';

const accepting: Mailer = {
  send: async ({ onHandover }) => {
    await onHandover();
    return { kind: 'accepted' };
  },
};

describe.each(everyProvider)('calendars on %s that are not kept true', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;

  type Booking = Awaited<ReturnType<typeof aBooking>>;
  const listOf = ({ organizationId }: Booking) =>
    db.inOrganization(organizationId, (tx) => troubledCalendars({ tx, now: clock.now() }));
  const revoke = async ({ manager, sync }: Booking) => {
    await world.inject({ kind: 'revoked_grant', account: manager.workEmail });
    await sync();
  };

  test('are none while all work', async () => {
    const booking = await aBooking({ context });
    expect(await listOf(booking)).toEqual([]);
    expect(await calendarsPage(context, booking)).toMatchObject({ connected: 1, troubled: [] });
  });

  test('stand there with whose they are, their age, why, what hangs on them and what happens next', async () => {
    const booking = await aBooking({ context, reports: 2, rules: { maxPerManagerPerWeek: 2 } });
    const { organizationId, manager } = booking;
    await revoke(booking);
    const since = clock.now();
    clock.advanceBy({ days: 3, hours: 1 });
    expect(await listOf(booking)).toMatchObject([
      {
        person: { id: manager.id, displayName: manager.displayName },
        provider,
        ageDays: 3,
        booked: 2,
        mailedAt: null,
        why: 'The permission was taken back.',
        next: 'A mail with a link to connect again goes to its person by itself.',
      },
    ]);
    await sendDueReminders(context, { organizationId });
    await relayOutbox({ ...context, mailer: accepting }, { organizationId });
    const { troubled } = await calendarsPage(context, booking);
    expect(troubled).toMatchObject([
      {
        since: since.toString(),
        mailedAt: clock.now().toString(),
        next: 'Its person was mailed and can connect again.',
      },
    ]);
    expect(JSON.stringify(troubled)).not.toContain(manager.workEmail);
  });

  test('are also those connected and not read for more than a day', async () => {
    const booking = await aBooking({ context });
    clock.advanceBy({ hours: 24 });
    expect(await listOf(booking)).toEqual([]);
    clock.advanceBy({ hours: 1 });
    expect(await listOf(booking)).toMatchObject([{ trouble: { kind: 'not_read', because: null }, ageDays: 1 }]);
    await booking.sync();
    expect(await listOf(booking)).toEqual([]);
  });

  test('are those the provider keeps from us, and then it is nobody’s move but the operator’s', async () => {
    const booking = await aBooking({ context });
    clock.advanceWallBy({ hours: 2 });
    const body = JSON.stringify({ error: 'invalid_client', error_codes: [7000222] });
    await world.inject({ kind: 'status', status: 401, body, path: '*/token' });
    await booking.sync();
    expect(await listOf(booking)).toMatchObject([{ trouble: { kind: 'not_read', because: 'our_secret' }, booked: 1 }]);
    expect((await listOf(booking))[0]?.next).toContain('Nobody has to connect again');
  });

  test('are those disconnected as long as a date stands in them, and of people who have left no others', async () => {
    const booking = await aBooking({ context });
    const { organizationId, manager } = booking;
    await disconnect(context, { organizationId, personId: manager.id });
    expect(await listOf(booking)).toMatchObject([{ trouble: { kind: 'not_connected', because: null }, booked: 1 }]);
    clock.advanceBy({ days: 200 });
    expect(await listOf(booking)).toEqual([]);
    const broken = await aBooking({ context });
    await revoke(broken);
    const leaves = { ...broken.manager, status: 'inactive' as const };
    await db.inOrganization(broken.organizationId, (tx) => peopleStore(tx).put([leaves]));
    expect(await listOf(broken)).toMatchObject([{ booked: 1 }]);
    clock.advanceBy({ days: 200 });
    expect(await listOf(broken)).toEqual([]);
  });

  test('are counted where figures are shown, beside how fresh the others are', async () => {
    const booking = await aBooking({ context });
    const { organizationId } = booking;
    const reportNow = async () => {
      clock.advanceBy({ days: 7 });
      await booking.sync();
      await publishCoverage(context, { organizationId });
      return coverageReport(context, { organizationId, week: null });
    };
    const sound = await reportNow();
    expect(sound?.freshness).toMatchObject({ hours_since_read: 0, working: 1, stale: 0, broken: 0 });
    expect(sound?.trust[0]).toBe(sound?.freshness.sentence);
    await revoke(booking);
    const broken = await reportNow();
    expect(broken?.freshness).toMatchObject({ hours_since_read: null, working: 0, broken: 1 });
    expect(broken?.freshness.sentence).toContain('1 calendar does not work at present.');
  });
});
