import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PushMessage } from './ports/calendar-push.ts';
import { syncConnection } from './sync-connection.ts';
import { syncDueConnections } from './sync-due-connections.ts';
import { takePush } from './take-push.ts';
import { aBooking } from './testing/a-booking.ts';
import { openConversations } from './testing/a-team.ts';
import { everyProvider } from './testing/booking-context.ts';
import { pushContext } from './testing/push-context.ts';

/** One edit for each conversation, and all kinds of them. */
const edits = ['move', 'decline', 'delete', 'accept', 'retitle', 'make_public'] as const;
const notifications = 1_000;
const times = 3;
/** As many as Graph puts into one post. */
const mostInOne = 100;

describe.each(everyProvider)('%s announces a thousand changes', async (provider) => {
  const { context, receiver, hearing, keep, pass } = await pushContext({ provider });
  const { db, clock, world } = context;

  /** A manager with a conversation for every kind of edit, announced by a channel of their own. */
  async function setUp() {
    const booking = await aBooking({ context, reports: edits.length });
    const { organizationId, manager, reports } = booking;
    await keep(organizationId);
    await booking.sync();
    const before = await openConversations({ db, organizationId });
    const ofReport = (id: string) => before.find(({ conversation }) => conversation.reportId === id)!;
    const told = reports.map(({ id, workEmail }) => ({ ...ofReport(id), email: workEmail }));

    async function edit(index: number): Promise<void> {
      const { event, email } = told[index]!;
      const providerEventId = event!.providerEventId!;
      const owner = manager.workEmail;
      const start = event!.startsAt.add({ minutes: 15 });
      switch (edits[index]!) {
        case 'move':
          return world.edit({
            email: owner,
            providerEventId,
            edit: { kind: 'move', start, end: start.add({ hours: 1 }) },
          });
        case 'decline':
          return world.edit({ email, providerEventId, edit: { kind: 'respond', response: 'declined' } });
        case 'accept':
          return world.edit({ email, providerEventId, edit: { kind: 'respond', response: 'accepted' } });
        case 'retitle':
          return world.edit({ email: owner, providerEventId, edit: { kind: 'retitle', title: 'Coffee' } });
        case 'delete':
        case 'make_public':
          return world.edit({ email: owner, providerEventId, edit: { kind: edits[index] as 'delete' } });
      }
    }

    /** Where everything came to, without what differs between two organisations. */
    async function outcome() {
      const after = await openConversations({ db, organizationId });
      return told.map(({ conversation: { id }, event }, index) => {
        const now = after.find(({ conversation }) => conversation.id === id)!;
        const { state, managerMoves, startsAt } = now.conversation;
        const moved = startsAt === null ? null : event!.startsAt.until(startsAt).total('minutes');
        const { reportResponse = null, restoredAt = null, flagged = null } = now.event ?? {};
        return {
          edit: edits[index],
          state,
          managerMoves,
          moved,
          reportResponse,
          restored: restoredAt !== null,
          flagged,
        };
      });
    }
    return { ...booking, edit, outcome };
  }

  async function inOrder() {
    const { edit, sync, outcome } = await setUp();
    for (const index of edits.keys()) {
      await edit(index);
      await pass({ seconds: 1 });
      await sync();
    }
    return outcome();
  }

  const expected = await inOrder();

  test('each three times and in any order, and all ends as it does one by one', async () => {
    expect(expected.map(({ state }) => state)).toEqual(['booked', 'due', 'due', 'booked', 'booked', 'booked']);
    const order = fc.shuffledSubarray(
      Array.from({ length: notifications * times }, (_, index) => index % notifications),
      { minLength: notifications * times },
    );
    const posts = fc.array(fc.integer({ min: 1, max: mostInOne }), { minLength: 60, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(order, posts, async (shuffled, sizes) => {
        const { organizationId, connectionId, edit, outcome } = await setUp();
        hearing.takes = false;
        receiver.messages.length = 0;
        for (const index of edits.keys()) {
          await edit(index);
          await pass({ seconds: 1 });
        }
        hearing.takes = true;
        context.woken.length = 0;
        const heard = [...receiver.messages];
        expect(heard.length).toBeGreaterThanOrEqual(edits.length);
        const all = shuffled.map((index): PushMessage => heard[index % heard.length]!);
        for (let sent = 0, post = 0; sent < all.length; post += 1) {
          const size = sizes[post % sizes.length]!;
          const messages = all.slice(sent, sent + size);
          sent += size;
          const taken = [messages, messages.slice(0, 1)].map((some) => takePush(context, { messages: some }));
          // A wake may come twice and at once.
          const wakes = context.woken.splice(0).filter(({ name }) => name === 'sync-connection');
          const readings = [...wakes, ...wakes].map(() => syncConnection(context, { organizationId, connectionId }));
          await Promise.all([...taken, ...readings]);
        }
        for (const due of await syncDueConnections(context, { organizationId })) {
          await syncConnection(context, { organizationId, connectionId: due });
        }
        expect(await outcome()).toEqual(expected);
        expect(await syncDueConnections(context, { organizationId })).toEqual([]);
      }),
      { numRuns: 1, seed: 1, endOnFailure: true },
    );
  }, 60_000);

  test('and with every one of them lost it does so within fifteen minutes', async () => {
    const { organizationId, manager, edit, outcome } = await setUp();
    await world.inject({ kind: 'drop_push', account: manager.workEmail, times: 10_000 });
    receiver.messages.length = 0;
    for (const index of edits.keys()) await edit(index);
    for (let minute = 1; minute <= 15; minute += 1) {
      clock.advanceBy({ minutes: 1 });
      for (const connectionId of await syncDueConnections(context, { organizationId })) {
        await syncConnection(context, { organizationId, connectionId });
      }
    }
    expect(receiver.messages).toEqual([]);
    expect(await outcome()).toEqual(expected);
  });
});
