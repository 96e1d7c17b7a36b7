import { conversationStore } from '@throughline/db/conversation-store.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { describe, expect, test } from 'vitest';
import { decideOutcomes } from './decide-outcomes.ts';
import { endConversations } from './end-conversations.ts';
import { keepCadence } from './keep-cadence.ts';
import { aBooking } from './testing/a-booking.ts';
import { openConversations } from './testing/a-team.ts';
import { bookingContext, everyProvider, turn } from './testing/booking-context.ts';

const leadHours = 21 * 24;

/** Moving is allowed, and a skip binds: whoever skips and whatever came of it, there is another date with full lead time. */
describe.each(everyProvider)('a conversation that was skipped on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;
  const begin = clock.now();

  type Booking = Awaited<ReturnType<typeof aBooking>>;
  const skips = {
    'declined by the report': ({ report }) => ({ by: report, edit: { kind: 'respond', response: 'declined' } }),
    'declined by the manager': ({ manager }) => ({ by: manager, edit: { kind: 'respond', response: 'declined' } }),
    'deleted by the manager': ({ manager }) => ({ by: manager, edit: { kind: 'delete' } }),
  } satisfies Record<
    string,
    (booking: Booking) => { by: { workEmail: string }; edit: Parameters<typeof world.edit>[0]['edit'] }
  >;
  // Outlook knows no answer of whoever organizes: there it is deleted or stands.
  const possible = Object.entries(skips).filter(
    ([name]) => provider === 'google' || name !== 'declined by the manager',
  );

  const bookedOf = async ({ organizationId }: Booking) => {
    const [open] = await openConversations({ db, organizationId });
    const startsAt = open?.conversation.startsAt;
    if (open === undefined || !startsAt) throw new Error('There is no date');
    return { ...open.conversation, startsAt };
  };

  const keepsLead = ({ startsAt, bookedAt }: { startsAt: Temporal.Instant; bookedAt: Temporal.Instant | null }) =>
    bookedAt !== null && bookedAt.until(startsAt).total('hours') >= leadHours;

  test.each(possible)(
    '%s, gets another date on another day, and neither calendar keeps the old one',
    async (_, skip) => {
      const booking = await aBooking({ context });
      const before = await bookedOf(booking);
      const { by, edit } = skip(booking);
      clock.advanceBy({ hours: 24 * 5 });
      await world.edit({ email: by.workEmail, providerEventId: booking.providerEventId, edit });
      await booking.sync();
      expect((await booking.read()).conversation).toMatchObject({ state: 'due', startsAt: null });
      await turn(context, booking);

      const after = await bookedOf(booking);
      expect(after).toMatchObject({
        id: before.id,
        state: 'booked',
        dueOn: before.dueOn,
        managerId: booking.manager.id,
      });
      expect(keepsLead(after)).toBe(true);
      const dayOf = (instant: Temporal.Instant) => localDateOf({ instant, timeZone: 'Europe/Berlin' }).toString();
      expect(dayOf(after.startsAt)).not.toBe(dayOf(before.startsAt));
      const seen = (await world.seenBy(booking.manager.workEmail)).map(({ start }) => start.toString());
      expect(seen).toEqual([after.startsAt.toString()]);
      clock.set(begin.toString());
    },
  );

  test('moved by the manager twice, keeps its date where it was put, and is counted', async () => {
    const booking = await aBooking({ context });
    const before = await bookedOf(booking);
    for (const days of [7, 14]) {
      const [start, end] = [before.startsAt, before.endsAt!].map((instant) => instant.add({ hours: days * 24 }));
      const { providerEventId, manager } = booking;
      await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'move', start: start!, end: end! } });
      await booking.sync();
    }
    await keepCadence(context, booking);
    const { conversation, history } = await booking.read();
    expect(conversation).toMatchObject({ state: 'booked', managerMoves: 2 });
    expect(conversation.startsAt?.toString()).toBe(before.startsAt.add({ hours: 14 * 24 }).toString());
    expect(history.map(({ kind }) => kind)).not.toContain('help_offered');
  });

  test('without an outcome, has a successor that gets a date with full lead time, however late that is', async () => {
    const booking = await aBooking({ context });
    const before = await bookedOf(booking);
    clock.set(before.endsAt!.toString());
    await endConversations(context, booking);
    clock.advanceBy({ hours: 7 * 24 });
    await decideOutcomes(context, booking);
    await turn(context, booking);

    const closed = await db.inOrganization(booking.organizationId, (tx) => conversationStore(tx).byId(before.id));
    expect(closed).toMatchObject({ state: 'unconfirmed', grade: 'none' });
    const after = await bookedOf(booking);
    expect(after).toMatchObject({ previousId: before.id, state: 'booked', sequence: 2 });
    expect(after.dueOn.toString()).toBe(localDateOf({ instant: clock.now(), timeZone: 'Europe/Berlin' }).toString());
    expect(keepsLead(after)).toBe(true);
    clock.set(begin.toString());
  });
});
