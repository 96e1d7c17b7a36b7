import { conversationStore } from '@throughline/db/conversation-store.ts';
import { eventStore } from '@throughline/db/event-store.ts';
import { proposal } from '@throughline/db/schema/tables.ts';
import { describe, expect, test } from 'vitest';
import { mendDates } from './mend-dates.ts';
import { moveEvent } from './move-event.ts';
import { pickProposedTime } from './pick-proposed-time.ts';
import { aBooking } from './testing/a-booking.ts';
import { bookingContext, everyProvider } from './testing/booking-context.ts';

describe.each(everyProvider)('what a person does to an entry while ours is on its way, on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;

  /** Booked, something else accepted over it, and another time picked: ours to write. */
  async function aMoveToWrite() {
    const booking = await aBooking({ context });
    const { organizationId, conversationId, event, manager, report, providerEventId, sync, write } = booking;
    const over = { start: event.startsAt.toString(), end: event.endsAt.toString() };
    await world.enter({ email: manager.workEmail, entry: { kind: 'busy', ...over } });
    await sync();
    await mendDates(context, { organizationId });
    const [question] = await db.inOrganization(organizationId, (tx) => tx.select().from(proposal));
    const startsAt = question!.slots[0]!.start;
    const picking = { organizationId, conversationId, personId: manager.id, startsAt };
    expect(await pickProposedTime(context, picking)).toMatchObject({ kind: 'picked' });
    const before = await world.calendarMailsTo(report.workEmail);
    const elsewhere = { start: event.startsAt.add({ hours: 48 }), end: event.endsAt.add({ hours: 48 }) };
    return {
      ...booking,
      picked: startsAt,
      elsewhere,
      edit: (edit: Parameters<typeof world.edit>[0]['edit']) =>
        world.edit({ email: manager.workEmail, providerEventId, edit }),
      loseAnswer: () => world.inject({ kind: 'response_lost', account: manager.workEmail, method: 'PATCH' }),
      writeAgain: async () => {
        clock.advanceWallBy({ minutes: 1 });
        return write();
      },
      standsAt: async () => {
        await sync();
        const { conversation, event: ours } = await booking.read();
        const shown = (await world.seenBy(manager.workEmail)).find(({ id }) => id === providerEventId);
        return [conversation.startsAt, ours?.startsAt, shown?.start].map(String);
      },
      mails: async () => (await world.calendarMailsTo(report.workEmail)) - before,
    };
  }

  const thrice = (moment: Temporal.Instant) => [moment, moment, moment].map(String);

  test('moved by hand before our move was written, it stays where it was put, and they are told of that alone', async () => {
    const { edit, elsewhere, write, writeAgain, standsAt, mails } = await aMoveToWrite();
    await edit({ kind: 'move', ...elsewhere });
    expect(await write()).toEqual(['postponed']);
    expect(await writeAgain()).toEqual(['stands']);
    expect(await standsAt()).toEqual(thrice(elsewhere.start));
    expect(await mails()).toBe(1);
    expect(await writeAgain()).toEqual([]);
  });

  test('renamed by hand before our move was written, it is moved all the same', async () => {
    const { edit, picked, write, writeAgain, standsAt, manager } = await aMoveToWrite();
    await edit({ kind: 'retitle', title: 'Coffee' });
    expect(await write()).toEqual(['postponed']);
    expect(await writeAgain()).toEqual(['stands']);
    expect(await standsAt()).toEqual(thrice(picked));
    expect((await world.seenBy(manager.workEmail)).map(({ title }) => title)).toContain('Coffee');
  });

  test('an answer that was lost costs no second mail', async () => {
    const { loseAnswer, picked, write, writeAgain, standsAt, mails } = await aMoveToWrite();
    await loseAnswer();
    expect(await write()).toEqual(['postponed']);
    expect(await writeAgain()).toEqual(['stands']);
    expect(await standsAt()).toEqual(thrice(picked));
    expect(await mails()).toBe(1);
  });

  test('moved by hand after a writing whose answer was lost, it stays where it was put', async () => {
    const { loseAnswer, edit, elsewhere, write, writeAgain, standsAt, mails } = await aMoveToWrite();
    await loseAnswer();
    expect(await write()).toEqual(['postponed']);
    await edit({ kind: 'move', ...elsewhere });
    expect(await writeAgain()).toEqual(['stands']);
    expect(await standsAt()).toEqual(thrice(elsewhere.start));
    expect(await mails()).toBe(2);
  });

  test('moved by hand before its privacy was put back, it stays there and is private again', async () => {
    const { manager, event, providerEventId, sync, write, read } = await aBooking({ context });
    const edit = (given: Parameters<typeof world.edit>[0]['edit']) =>
      world.edit({ email: manager.workEmail, providerEventId, edit: given });
    await edit({ kind: 'make_public' });
    await sync();
    const start = event.startsAt.add({ hours: 24 });
    await edit({ kind: 'move', start, end: start.add({ hours: 1 }) });
    expect(await write()).toEqual(['postponed']);
    clock.advanceWallBy({ minutes: 1 });
    expect(await write()).toEqual(['stands']);
    await sync();
    expect(await write()).toEqual([]);
    const { conversation, history } = await read();
    expect(conversation.startsAt?.equals(start)).toBe(true);
    const shown = (await world.seenBy(manager.workEmail)).find(({ id }) => id === providerEventId);
    expect(shown).toMatchObject({ private: true, start });
    expect(history.map(({ kind }) => kind)).not.toContain('flagged');
  });

  test('whom a person invites before our move is written is seen all the same', async () => {
    const { edit, picked, write, writeAgain, standsAt, report, read } = await aMoveToWrite();
    const email = `zoe.${report.id}@example.com`;
    await world.addPerson({ email });
    await edit({ kind: 'invite', email, as: 'person' });
    expect(await write()).toEqual(['postponed']);
    expect(await writeAgain()).toEqual(['stands']);
    expect(await standsAt()).toEqual(thrice(picked));
    expect((await read()).event?.asked).toEqual(['not_between_two']);
  });

  test('an entry that was made all-day stays that when its privacy is put back', async () => {
    const { manager, providerEventId, sync, write, read } = await aBooking({ context });
    const edit = (given: Parameters<typeof world.edit>[0]['edit']) =>
      world.edit({ email: manager.workEmail, providerEventId, edit: given });
    await edit({ kind: 'make_all_day' });
    await edit({ kind: 'make_public' });
    await sync();
    expect(await write()).toEqual(['stands']);
    await edit({ kind: 'retitle', title: 'Coffee' });
    await sync();
    const { event, history } = await read();
    expect(event?.asked).toContain('all_day');
    expect(history.map(({ kind }) => kind)).not.toContain('distinct_again');
    expect((await world.seenBy(manager.workEmail)).map((seen) => seen.private)).toEqual([true]);
  });

  /** A series the manager made, put to a time they picked on another weekday. */
  async function aSeriesPutElsewhere(makeSeries: (given: { email: string; id: string }) => Promise<unknown>) {
    const booking = await aBooking({ context });
    const { organizationId, conversationId, manager, providerEventId, sync, write, read } = booking;
    await makeSeries({ email: manager.workEmail, id: providerEventId });
    await sync();
    await mendDates(context, { organizationId });
    const [question] = await db.inOrganization(organizationId, (tx) => tx.select().from(proposal));
    const { startsAt } = (await read()).conversation;
    const weekday = (moment: Temporal.Instant) => moment.toZonedDateTimeISO('Europe/Berlin').dayOfWeek;
    const slot = question!.slots.find(({ start }) => weekday(start) !== weekday(startsAt!))!;
    await pickProposedTime(context, { organizationId, conversationId, personId: manager.id, startsAt: slot.start });
    await write();
    await sync();
    const { conversation, event } = await read();
    const shown = (await world.seenBy(manager.workEmail)).find(({ id }) => id === providerEventId);
    return { picked: slot.start, stands: [conversation.startsAt, event?.startsAt, shown?.start].map(String) };
  }

  test('a series begins where a time was picked, whatever weekday it was on', async () => {
    const { picked, stands } = await aSeriesPutElsewhere(({ email, id }) =>
      world.edit({ email, providerEventId: id, edit: { kind: 'repeat_weekly' } }),
    );
    expect(stands).toEqual(thrice(picked));
  });

  test.runIf(provider === 'microsoft')(
    'a series Outlook keeps where its two weekdays have it is taken over from there',
    async () => {
      const { organizationId, conversationId, manager, event, providerEventId, sync, write, read } = await aBooking({
        context,
      });
      const path = `/v1.0/me/events/${encodeURIComponent(providerEventId)}`;
      const pattern = { type: 'weekly', interval: 1, daysOfWeek: ['saturday', 'sunday'] };
      const startDate = event.startsAt.toString().slice(0, 10);
      const range = { type: 'numbered', numberOfOccurrences: 4, startDate, recurrenceTimeZone: 'UTC' };
      const headers = { prefer: 'IdType="ImmutableId"' };
      const body = { recurrence: { pattern, range } };
      await world.asPerson({ email: manager.workEmail, method: 'PATCH', path, headers, body });
      await sync();
      const { startsAt, endsAt } = (await read()).conversation;
      expect(startsAt?.toZonedDateTimeISO('Europe/Berlin').dayOfWeek).toBe(6);
      const friday = { start: startsAt!.subtract({ hours: 24 }), end: endsAt!.subtract({ hours: 24 }) };
      await db.inOrganization(organizationId, async (tx) => {
        const conversation = (await conversationStore(tx).lock(conversationId))!;
        const [standing] = await eventStore(tx).wantedOf([conversationId]);
        const given = { tx, conversation, event: standing!, slot: friday, now: clock.now() };
        await moveEvent({ ...given, actor: 'manager', explanation: [] });
      });
      await write();
      await sync();
      const after = await read();
      expect([after.conversation.startsAt, after.event?.startsAt].map(String)).toEqual(
        [startsAt, startsAt].map(String),
      );
    },
  );
});
