import { connectionStore } from '@throughline/db/connection-store.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { isoWeekOf, mondayOf } from '@throughline/domain/time/iso-week.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { describe, expect, test } from 'vitest';
import { beginConnection } from './begin-connection.ts';
import { completeConnection } from './complete-connection.ts';
import { conversationDetails } from './conversation-details.ts';
import { conversationRow, v1Conversation } from './conversation-row.ts';
import { listConversations } from './list-conversations.ts';
import { planConversations } from './plan-conversations.ts';
import { syncConnection } from './sync-connection.ts';
import { aBooking } from './testing/a-booking.ts';
import { openConversations } from './testing/a-team.ts';
import { bookingContext, everyProvider, turn } from './testing/booking-context.ts';
import { loadViewer } from './viewer.ts';
import { writeMondayMail } from './write-monday-mail.ts';

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
    if (connected.kind !== 'connected') throw new Error(connected.kind);
    return connected.connectionId;
  }

  const created = async () =>
    (await world.exchanges()).filter(({ method, url }) => method === 'POST' && /\/events(\?|$)/.test(url)).length;
  const mailsTo = (people: Booking['reports']) =>
    Promise.all(people.map(({ workEmail }) => world.calendarMailsTo(workEmail)));

  const open = ({ organizationId }: Booking) => openConversations({ db, organizationId });
  const seenByReport = async ({ organizationId, report, conversationId }: Booking) => {
    const whose = { organizationId, personId: report.id, today: clock.now().toZonedDateTimeISO('UTC').toPlainDate() };
    const viewer = await db.inOrganization(organizationId, (tx) => loadViewer({ tx, ...whose }));
    return conversationDetails(context, { viewer: viewer!, conversationId });
  };
  const rowsOf = async ({ organizationId }: Booking) => {
    const listed = await listConversations(context, { organizationId, filter: {}, cursor: null, pageSize: 10 });
    if (listed.kind !== 'page') throw new Error('the first page has no cursor');
    const now = clock.now();
    return listed.rows.map((view) => ({ page: conversationRow({ view, now }), api: v1Conversation({ view, now }) }));
  };
  const mondayMailOf = async ({ organizationId, manager }: Booking) => {
    const organization = await db.inOrganization(organizationId, (tx) => organizationStore(tx).byId(organizationId));
    const isoWeek = isoWeekOf(mondayOf(localDateOf({ instant: clock.now(), timeZone: 'Europe/Berlin' })));
    const mail = { dedupeKey: 'a Monday', payload: { isoWeek } };
    const written = await db.inOrganization(organizationId, (tx) =>
      writeMondayMail(context, { tx, organization: organization!, recipient: manager, mail, now: clock.now() }),
    );
    if (written.kind !== 'content' || written.content.template !== 'monday-mail') throw new Error('there is no mail');
    return written.content;
  };

  test('case 2: after a break it goes on where it stopped: what people did meanwhile is taken over, and nothing is sent', async () => {
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

  test('case 1: from the break on until then its dates say that they may have changed, in every list and mail, and to the report not why', async () => {
    const booking = await aBooking({ context });
    expect((await seenByReport(booking))?.calendarTrouble).toBeNull();
    await world.inject({ kind: 'revoked_grant', account: booking.manager.workEmail });
    await booking.sync();
    const since = clock.now().toString();
    const seen = await seenByReport(booking);
    expect(seen).toMatchObject({ state: 'booked', calendarTrouble: { kind: 'not_connected', since } });
    expect(JSON.stringify(seen)).not.toContain('revoked');
    expect(await rowsOf(booking)).toMatchObject([
      {
        page: { state: 'booked', calendarTrouble: { since } },
        api: { state: 'booked', calendar_unknown_since: since },
      },
    ]);
    const upcoming = booking.event.startsAt.subtract({ hours: 7 * 24 });
    clock.set(upcoming.toString());
    expect(await mondayMailOf(booking)).toMatchObject({ upcoming: [{}], connectUrl: expect.any(String) });
    expect((await mondayMailOf(booking)).unknownSince?.toString()).toBe(since);
    await connectAgain(booking);
    await booking.sync();
    expect((await seenByReport(booking))?.calendarTrouble).toBeNull();
    expect(await rowsOf(booking)).toMatchObject([
      { page: { calendarTrouble: null }, api: { calendar_unknown_since: null } },
    ]);
    expect((await mondayMailOf(booking)).unknownSince).toBeNull();
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
      expect((await seenByReport(booking))?.calendarTrouble).toMatchObject({ kind: 'not_connected' });
    });

    test('what had stopped before anything was sent is planned anew through the new one', async () => {
      const booking = await aBooking({ context });
      const { organizationId, manager, report, conversationId, providerEventId, sync, read } = booking;
      await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'delete' } });
      await sync();
      await booking.write();
      await planConversations(context, { organizationId });
      await world.inject({ kind: 'revoked_grant', account: manager.workEmail });
      await booking.write();
      const stopped = await read();
      expect(stopped).toMatchObject({ conversation: { state: 'due' }, event: { step: 'planned', attempts: 1 } });
      const workEmail = `other-${manager.workEmail}`;
      await world.addPerson({ email: workEmail });
      await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([{ ...manager, workEmail }]));
      const connectionId = await connectAgain(booking, workEmail);
      await turn(context, booking);
      expect(await read()).toMatchObject({ conversation: { state: 'booked' }, event: { connectionId } });
      expect(await world.seenBy(report.workEmail)).toHaveLength(1);
      const wanted = await db.inOrganization(organizationId, (tx) => eventStore(tx).wantedOf([conversationId]));
      expect(wanted).toHaveLength(1);
    });

    test('and then with the first one again, its events are found again', async () => {
      const { booking, rename } = await aSwitch();
      const { organizationId, manager, connectionId, sync } = booking;
      await rename(manager.workEmail);
      expect(await connectAgain(booking)).toBe(connectionId);
      expect(await sync()).toEqual({ kind: 'synced', edits: 0 });
      expect((await seenByReport(booking))?.calendarTrouble).toBeNull();
      const all = await db.inOrganization(organizationId, (tx) => connectionStore(tx).all());
      expect(all.filter(({ status }) => status !== 'disconnected')).toHaveLength(1);
    });
  });
});
