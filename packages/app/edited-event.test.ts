import { eventStore } from '@throughline/db/event-store.ts';
import { evidenceStore } from '@throughline/db/evidence-store.ts';
import { evidence } from '@throughline/db/schema/tables.ts';
import { describe, expect, test } from 'vitest';
import { decideOutcomes } from './decide-outcomes.ts';
import { endConversations } from './end-conversations.ts';
import { recordEvidence } from './record-evidence.ts';
import { aBooking } from './testing/a-booking.ts';
import { bookingContext, everyProvider, turn } from './testing/booking-context.ts';

/** What people do to an event besides moving it, carried through to conversation, history and calendar. */
describe.each(everyProvider)('an event edited on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;

  const kinds = (history: readonly { readonly kind: string }[]) => history.map(({ kind }) => kind);

  test('others invited: the organizer is asked, once, and it is between two again when they leave', async () => {
    const { sync, read, manager, providerEventId } = await aBooking({ context });
    const email = `zoe@${manager.workEmail.split('@')[1]}`;
    await world.addPerson({ email });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'invite', email, as: 'person' } });
    await sync();
    expect(await read()).toMatchObject({ conversation: { state: 'booked' }, event: { asked: ['not_between_two'] } });
    await sync();
    expect(kinds((await read()).history).filter((kind) => kind === 'organizer_asked')).toHaveLength(1);
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'uninvite', email } });
    await sync();
    const { event, history } = await read();
    expect(event?.asked).toEqual([]);
    expect(history.at(-1)).toMatchObject({ kind: 'distinct_again', details: { stillAsked: [] } });
  });

  test('a room invited: accepted', async () => {
    const { sync, read, manager, providerEventId } = await aBooking({ context });
    const email = `room@${manager.workEmail.split('@')[1]}`;
    await world.addPerson({ email });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'invite', email, as: 'room' } });
    expect(await sync()).toEqual({ kind: 'synced', edits: 0 });
    expect(await read()).toMatchObject({ conversation: { state: 'booked' }, event: { asked: [] } });
  });

  test('the report taken off the list: they get another date', async () => {
    const { organizationId, sync, read, manager, report, providerEventId } = await aBooking({ context });
    const edit = { kind: 'uninvite', email: report.workEmail } as const;
    await world.edit({ email: manager.workEmail, providerEventId, edit });
    await sync();
    const { conversation, history } = await read();
    expect(conversation.state).toBe('due');
    expect(history.at(-1)).toMatchObject({ kind: 'unbooked', actor: 'manager', details: { reason: 'cancelled' } });
    await turn(context, { organizationId });
    expect(await world.seenBy(manager.workEmail)).toHaveLength(1);
    expect(await world.seenBy(report.workEmail)).toHaveLength(1);
  });

  const whoElse = {
    'somebody seen beside them before': { isKnown: false, isSeenBefore: true },
    'a colleague put in their place at once': { isKnown: true, isSeenBefore: false },
  };

  test.each(Object.entries(whoElse))(
    'the report taken off the list and %s left on it: they get another date',
    async (_, { isKnown, isSeenBefore }) => {
      const { organizationId, sync, write, read, manager, report, reports, providerEventId } = await aBooking({
        context,
        reports: 2,
      });
      const colleague = reports.find(({ id }) => id !== report.id)!;
      const email = isKnown ? colleague.workEmail : `zoe.${report.id}@${manager.workEmail.split('@')[1]}`;
      await world.addPerson({ email });
      const edit = (kind: 'invite' | 'uninvite', whom: string) =>
        world.edit({
          email: manager.workEmail,
          providerEventId,
          edit: kind === 'invite' ? { kind, email: whom, as: 'person' } : { kind, email: whom },
        });
      await edit('invite', email);
      if (isSeenBefore) await sync();
      await edit('uninvite', report.workEmail);
      await sync();
      const { conversation, history } = await read();
      expect(conversation.state).toBe('due');
      expect(history.at(-1)).toMatchObject({ kind: 'unbooked', actor: 'manager', details: { reason: 'cancelled' } });
      await write();
      await turn(context, { organizationId });
      const rebooked = (await read()).event;
      expect(rebooked?.providerEventId).not.toBe(providerEventId);
      const starts = async (of: string) => (await world.seenBy(of)).map(({ start }) => start.toString());
      expect(await starts(report.workEmail)).toEqual([rebooked?.startsAt.toString()]);
      if (!isKnown) expect(await starts(email)).toEqual([]);
    },
  );

  test('somebody nobody knows in place of the report may be the report by another name: asked, and kept', async () => {
    const { sync, read, manager, report, providerEventId } = await aBooking({ context });
    const email = `alias.${report.id}@${manager.workEmail.split('@')[1]}`;
    await world.addPerson({ email });
    const edit = (kind: 'invite' | 'uninvite', whom: string) =>
      world.edit({
        email: manager.workEmail,
        providerEventId,
        edit: kind === 'invite' ? { kind, email: whom, as: 'person' } : { kind, email: whom },
      });
    await edit('invite', email);
    await edit('uninvite', report.workEmail);
    await sync();
    expect(await read()).toMatchObject({ conversation: { state: 'booked' }, event: { asked: ['not_between_two'] } });
  });

  test.each(['unlabel', 'strip_marker'] as const)('%s: put back once, then left and flagged', async (kind) => {
    const what = kind === 'unlabel' ? 'category' : 'marker';
    const { sync, write, read, manager, providerEventId } = await aBooking({ context });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind } });
    await sync();
    expect((await read()).history.at(-1)).toMatchObject({ kind: 'restored', details: { what: [what] } });
    expect(await write()).toEqual(['stands']);
    expect(await sync()).toEqual({ kind: 'synced', edits: 0 });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind } });
    await sync();
    expect(await write()).toEqual([]);
    const { history, event } = await read();
    expect(event?.flagged).toBe(what);
    expect(history.at(-1)).toMatchObject({ kind: 'flagged', details: { what: [what] } });
    await sync();
    expect((await read()).history).toEqual(history);
    expect(await world.seenBy(manager.workEmail)).toHaveLength(1);
  });

  test('thrown out of the report’s own calendar: a no where the provider tells, else silence', async () => {
    const { sync, read, report, providerEventId } = await aBooking({ context });
    await world.edit({ email: report.workEmail, providerEventId, edit: { kind: 'delete_own_copy' } });
    await sync();
    const { conversation } = await read();
    expect(conversation.state).toBe(world.oddities.deletedCopyDeclines ? 'due' : 'booked');
  });

  test('case 19: one occurrence deleted from what was made a series, the series is still asked about', async () => {
    const { sync, read, manager, event, providerEventId } = await aBooking({ context });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'repeat_weekly' } });
    await sync();
    const start = event.startsAt.toZonedDateTimeISO(event.draft.timeZone).add({ weeks: 1 }).toInstant();
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'delete_occurrence', start } });
    await sync();
    expect(await read()).toMatchObject({ conversation: { state: 'booked' }, event: { asked: ['recurring'] } });
  });

  test('a copy taken out is on record', async () => {
    const { sync, read, manager, providerEventId } = await aBooking({ context });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'copy' } });
    await sync();
    await sync();
    expect(kinds((await read()).history).filter((kind) => kind === 'copy_removed')).toHaveLength(1);
  });

  test('a copy made before the event itself is deleted goes too, whichever is read first', async () => {
    const { organizationId, sync, write, manager, providerEventId, conversationId } = await aBooking({ context });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'copy' } });
    await db.inOrganization(organizationId, (tx) =>
      eventStore(tx).wantCancelled({ conversationIds: [conversationId], now: clock.now() }),
    );
    await sync();
    await write();
    await sync();
    expect(await world.seenBy(manager.workEmail)).toEqual([]);
  });

  test('put onto a morning that is over: it is no longer distinct, and only the report’s word can make it count', async () => {
    const booking = await aBooking({ context });
    const { organizationId, sync, read, manager, report, providerEventId, conversationId, event } = booking;
    const began = clock.now();
    // Long after the invitation, so that the floor of its lead time has been kept.
    clock.set(event.startsAt.subtract({ hours: 24 * 5 }));
    const start = clock.now().subtract({ hours: 2 });
    const edit = { kind: 'move', start, end: start.add({ minutes: 60 }) } as const;
    await world.edit({ email: manager.workEmail, providerEventId, edit });
    await sync();
    expect((await read()).event?.asked).toEqual(['onto_today']);
    await endConversations(context, { organizationId });
    const say = (personId: string) =>
      recordEvidence(context, { organizationId, conversationId, personId, answer: 'happened' });
    await db.inOrganization(organizationId, (tx) =>
      tx.insert(evidence).values({ conversationId, side: 'attendance', kind: 'floor_reached', at: clock.now() }),
    );
    expect(await say(manager.id)).toMatchObject({ kind: 'recorded' });
    await decideOutcomes(context, { organizationId });
    expect((await read()).conversation.state).toBe('awaiting_confirmation');
    await say(report.id);
    expect((await read()).conversation.state).toBe('held');
    clock.set(began);
  });

  test('while the organizer is asked, attendance proves nothing; the report’s word counts', async () => {
    const { organizationId, sync, read, manager, report, providerEventId, conversationId } = await aBooking({
      context,
    });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'repeat_weekly' } });
    await sync();
    const { endsAt } = (await read()).conversation;
    clock.set(endsAt!.add({ minutes: 5 }).toString());
    await endConversations(context, { organizationId });
    await db.inOrganization(organizationId, (tx) =>
      tx.insert(evidence).values({ conversationId, side: 'attendance', kind: 'floor_reached', at: clock.now() }),
    );
    clock.set(endsAt!.add({ hours: 24 * 8 }).toString());
    await decideOutcomes(context, { organizationId });
    expect((await read()).conversation).toMatchObject({ state: 'unconfirmed', grade: 'none' });
    const { decisive } = await db.inOrganization(organizationId, async (tx) => ({
      decisive: await evidenceStore(tx).decisive([conversationId]),
    }));
    expect(decisive.get(conversationId)).toMatchObject([{ kind: 'attendance' }]);
    const personId = report.id;
    await recordEvidence(context, { organizationId, conversationId, personId, answer: 'happened' });
    expect((await read()).conversation).toMatchObject({ state: 'held', grade: 'confirmed' });
    clock.set('2026-11-02T08:00:00Z');
  });
});
