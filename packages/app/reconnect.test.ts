import { connectionStore } from '@throughline/db/connection-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { describe, expect, test } from 'vitest';
import { beginConnection } from './begin-connection.ts';
import { completeConnection } from './complete-connection.ts';
import { conversationDetails } from './conversation-details.ts';
import { syncConnection } from './sync-connection.ts';
import { aBooking } from './testing/a-booking.ts';
import { openConversations } from './testing/a-team.ts';
import { bookingContext, everyProvider, turn } from './testing/booking-context.ts';
import type { Viewer } from './viewer.ts';

type Booking = Awaited<ReturnType<typeof aBooking>>;

describe.each(everyProvider)('connected again on %s', async (provider) => {
  /** Providers take plain http for redirects to this machine only. */
  const context = { ...(await bookingContext({ provider })), publicUrl: 'http://localhost:3000' };
  const { db, clock, world } = context;

  async function connectAgain({ organizationId, manager }: Booking, email = manager.workEmail) {
    const browserToken = crypto.randomUUID();
    const given = { provider, purpose: 'organize', browserToken, returnTo: null } as const;
    const begun = await beginConnection(context, { organizationId, personId: manager.id, ...given });
    if (begun.kind === 'refused') throw new Error(begun.reason);
    const back = await world.consent({ authorizationUrl: begun.authorizationUrl, email });
    const [state, code] = ['state', 'code'].map((name) => back.searchParams.get(name) ?? '');
    const answer = { kind: 'code', code: code! } as const;
    const connected = await completeConnection(context, { provider, state: state!, browserToken, answer });
    if (connected.kind === 'refused') throw new Error(connected.reason);
    return connected.connectionId;
  }

  const created = async () =>
    (await world.exchanges()).filter(({ method, url }) => method === 'POST' && /\/events(\?|$)/.test(url)).length;
  const mailsTo = (people: Booking['reports']) =>
    Promise.all(people.map(({ workEmail }) => world.calendarMailsTo(workEmail)));

  const open = ({ organizationId }: Booking) => openConversations({ db, organizationId });
  const seenByViewer = ({ organizationId, report, conversationId }: Booking) => {
    const viewer = { organizationId, person: report, roles: new Set(), today: null } as unknown as Viewer;
    return conversationDetails(context, { viewer, conversationId });
  };

  // Failure cases 1 and 2.
  test('after a break it goes on where it stopped: what people did meanwhile is taken over, and nothing is sent', async () => {
    const booking = await aBooking({ context, reports: 4, rules: { maxPerManagerPerWeek: 4 } });
    const { sync, manager, reports, connection } = booking;
    const before = await open(booking);
    expect(before.map(({ conversation }) => conversation.state)).toEqual(reports.map(() => 'booked'));
    await world.inject({ kind: 'revoked_grant', account: manager.workEmail });
    await sync();
    expect(await connection()).toMatchObject({ status: 'reconnect_required', brokenBecause: 'revoked' });

    const [moved, deleted, declined, untouched] = before.map(({ conversation, event }) => ({
      id: conversation.id,
      reportId: conversation.reportId,
      event: event!,
      providerEventId: event!.providerEventId!,
    }));
    const slot = { start: moved!.event.startsAt.add({ hours: 24 }), end: moved!.event.endsAt.add({ hours: 24 }) };
    const email = manager.workEmail;
    await world.edit({ email, providerEventId: moved!.providerEventId, edit: { kind: 'move', ...slot } });
    await world.edit({ email, providerEventId: deleted!.providerEventId, edit: { kind: 'delete' } });
    const decliner = reports.find(({ id }) => id === declined!.reportId)!;
    const decline = { kind: 'respond', response: 'declined' } as const;
    await world.edit({ email: decliner.workEmail, providerEventId: declined!.providerEventId, edit: decline });
    clock.advanceBy({ hours: 30 });
    await turn(context, booking);

    const [posts, mails] = [await created(), await mailsTo(reports)];
    expect(await connectAgain(booking)).toBe(booking.connectionId);
    expect(await sync()).toEqual({ kind: 'synced', edits: 3 });
    const after = new Map((await open(booking)).map(({ conversation }) => [conversation.id, conversation]));
    expect(after.get(moved!.id)).toMatchObject({ state: 'booked', managerMoves: 1 });
    expect(after.get(moved!.id)?.startsAt?.equals(slot.start)).toBe(true);
    expect(after.get(deleted!.id)).toMatchObject({ state: 'due', startsAt: null });
    expect(after.get(declined!.id)).toMatchObject({ state: 'due', startsAt: null });
    expect(after.get(untouched!.id)?.startsAt?.equals(untouched!.event.startsAt)).toBe(true);
    expect([await created(), await mailsTo(reports)]).toEqual([posts, mails]);
    expect(await sync()).toEqual({ kind: 'synced', edits: 0 });
  });

  test('nothing done meanwhile, nothing changes: no new event, no further mail', async () => {
    const booking = await aBooking({ context });
    const { sync, manager, reports, read } = booking;
    await world.inject({ kind: 'revoked_grant', account: manager.workEmail });
    await sync();
    const before = { ...(await read()), created: await created(), mails: await mailsTo(reports) };
    await connectAgain(booking);
    await sync();
    await turn(context, booking);
    expect({ ...(await read()), created: await created(), mails: await mailsTo(reports) }).toEqual(before);
  });

  test('from the break on until then its dates say that they may have changed, and to nobody why', async () => {
    const booking = await aBooking({ context });
    expect((await seenByViewer(booking))?.calendarTrouble).toBeNull();
    await world.inject({ kind: 'revoked_grant', account: booking.manager.workEmail });
    await booking.sync();
    expect(await seenByViewer(booking)).toMatchObject({
      state: 'booked',
      calendarTrouble: { kind: 'not_connected', since: clock.now().toString() },
    });
    await connectAgain(booking);
    await booking.sync();
    expect((await seenByViewer(booking))?.calendarTrouble).toBeNull();
  });

  describe('with another account of the same person', () => {
    async function aSwitch() {
      const booking = await aBooking({ context });
      const { organizationId, manager, sync } = booking;
      await world.inject({ kind: 'revoked_grant', account: manager.workEmail });
      await sync();
      const workEmail = `new-${manager.workEmail}`;
      await world.addPerson({ email: workEmail });
      const rename = (address: string) =>
        db.inOrganization(organizationId, (tx) => peopleStore(tx).put([{ ...manager, workEmail: address }]));
      await rename(workEmail);
      const before = { created: await created(), mails: await mailsTo(booking.reports) };
      const connectionId = await connectAgain(booking, workEmail);
      return { booking, before, rename, connectionId };
    }

    test('what was sent from the one before stands until its date: nothing counts as deleted, nothing is sent twice', async () => {
      const { booking, before, connectionId } = await aSwitch();
      const { organizationId, report, read, connection } = booking;
      expect(connectionId).not.toBe(booking.connectionId);
      const standing = await read();
      expect(await syncConnection(context, { organizationId, connectionId })).toEqual({ kind: 'synced', edits: 0 });
      await turn(context, booking);
      expect(await read()).toEqual(standing);
      expect(standing.conversation.state).toBe('booked');
      expect(await world.seenBy(report.workEmail)).toHaveLength(1);
      expect({ created: await created(), mails: await mailsTo(booking.reports) }).toEqual(before);
      expect(await connection()).toMatchObject({ status: 'disconnected', refreshToken: null, brokenBecause: null });
      expect((await seenByViewer(booking))?.calendarTrouble).toMatchObject({ kind: 'not_connected' });
    });

    test('and then with the first one again, its events are found again', async () => {
      const { booking, rename } = await aSwitch();
      const { organizationId, manager, connectionId, sync } = booking;
      await rename(manager.workEmail);
      expect(await connectAgain(booking)).toBe(connectionId);
      expect(await sync()).toEqual({ kind: 'synced', edits: 0 });
      expect((await seenByViewer(booking))?.calendarTrouble).toBeNull();
      const all = await db.inOrganization(organizationId, (tx) => connectionStore(tx).all());
      expect(all.filter(({ status }) => status !== 'disconnected')).toHaveLength(1);
    });
  });
});
