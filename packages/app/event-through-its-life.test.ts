import { eventStore } from '@throughline/db/event-store.ts';
import { describe, expect, test } from 'vitest';
import { decideOutcomes } from './decide-outcomes.ts';
import { endConversations } from './end-conversations.ts';
import { savePrep } from './save-prep.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { syncDueConnections } from './sync-due-connections.ts';
import { aBooking } from './testing/a-booking.ts';
import { bookingContext, everyProvider } from './testing/booking-context.ts';
import { outboxRows } from './testing/outbox-rows.ts';

/** Failures that users of other schedulers reported, on the way from an invitation to its outcome. */
describe.each(everyProvider)('a booked event on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;
  const begin = clock.now();
  const atTheBeginning = () => clock.set(begin.toString());

  test('case 16: deleted in the calendar, it is on record within a quarter of an hour without any push', async () => {
    const { organizationId, connectionId, sync, read, manager, providerEventId } = await aBooking({ context });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'delete' } });
    clock.advanceBy({ minutes: 14 });
    expect(await syncDueConnections(context, { organizationId })).toEqual([connectionId]);
    await sync();
    expect((await read()).conversation).toMatchObject({ state: 'due', startsAt: null });
    atTheBeginning();
  });

  test('case 17: dragged to a new time, its lead time is counted as before and its mails go by the new date', async () => {
    const { organizationId, sync, read, manager, event, providerEventId } = await aBooking({ context });
    const { bookedAt } = (await read()).conversation;
    const slot = { start: event.startsAt.add({ hours: 14 * 24 }), end: event.endsAt.add({ hours: 14 * 24 }) };
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'move', ...slot } });
    await sync();
    expect((await read()).conversation.bookedAt?.equals(bookedAt!)).toBe(true);
    const prepAt = async (instant: Temporal.Instant) => {
      clock.set(instant.toString());
      await sendDueReminders(context, { organizationId });
      const rows = await outboxRows({ db, organizationId });
      return rows
        .map(({ template }) => template)
        .filter((template) => template.endsWith('prep'))
        .toSorted();
    };
    expect(await prepAt(event.startsAt.subtract({ hours: 24 }))).toEqual([]);
    expect(await prepAt(slot.start.subtract({ hours: 6 * 24 }))).toEqual(['report-prep']);
    expect(await prepAt(slot.start.subtract({ hours: 2 * 24 }))).toEqual(['manager-prep', 'report-prep']);
    atTheBeginning();
  });

  test('case 31: what is written to it goes to the provider’s id, never to ours', async () => {
    const { sync, write, manager, event, conversationId, providerEventId } = await aBooking({ context });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'make_public' } });
    await sync();
    const before = (await world.exchanges()).length;
    expect(await write()).toEqual(['stands']);
    const written = (await world.exchanges()).slice(before).map(({ url }) => decodeURIComponent(url));
    expect(written.some((url) => url.includes(providerEventId))).toBe(true);
    for (const ours of [conversationId, event.id, event.marker]) {
      expect(written.filter((url) => url.includes(ours))).toEqual([]);
    }
  });

  test('case 32: nobody answered the invitation, and nobody says afterwards that it took place', async () => {
    const { organizationId, sync, read } = await aBooking({ context });
    await sync();
    const { conversation, event } = await read();
    expect(event).toMatchObject({ reportResponse: 'needsAction' });
    clock.set(conversation.endsAt!.toString());
    await endConversations(context, { organizationId });
    expect((await read()).conversation.state).toBe('awaiting_confirmation');
    clock.advanceBy({ hours: 24 * 7 });
    await decideOutcomes(context, { organizationId });
    expect((await read()).conversation).toMatchObject({ state: 'unconfirmed', grade: 'none', heldOn: null });
    atTheBeginning();
  });

  test('case 34: called off, it takes no private notes along', async () => {
    const { organizationId, write, manager, report, conversationId } = await aBooking({ context });
    const text = 'Thinking about leaving the team';
    for (const personId of [manager.id, report.id]) {
      await savePrep(context, { organizationId, conversationId, personId, text, reveal: false });
    }
    const mails = await world.calendarMailsTo(report.workEmail);
    await db.inOrganization(organizationId, (tx) =>
      eventStore(tx).wantCancelled({ conversationIds: [conversationId], now: clock.now() }),
    );
    expect(await write()).toEqual(['cancelled']);
    expect(await world.calendarMailsTo(report.workEmail)).toBe(mails + 1);
    for (const { workEmail } of [manager, report]) {
      const told = JSON.stringify(await world.control('GET', `mail?to=${workEmail}`));
      expect(told).not.toContain(text);
    }
  });
});
