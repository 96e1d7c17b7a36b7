import { setTimeout as wait } from 'node:timers/promises';
import { agendaSeen } from '@throughline/calendars/contract/agenda-seen.ts';
import { describe, expect, test } from 'vitest';
import { agendaAttachment } from './agenda-attachment.ts';
import { bookConversation } from './book-conversation.ts';
import { openDueConversations } from './open-due-conversations.ts';
import { planConversations } from './plan-conversations.ts';
import type { CalendarProvider } from './ports/calendar.ts';
import { aTeam, connectPeople, openAccounts, openConversations } from './testing/a-team.ts';
import { bookAll, bookingContext } from './testing/booking-context.ts';

/** Outlook sends an invitation as it is at that moment, so the agenda has to hang on the entry before. */
describe('an event that is created, given its agenda and then sent', async () => {
  const context = await bookingContext({ provider: 'microsoft' });
  const { clock, db, world } = context;

  async function aPlannedConversation() {
    const team = await aTeam({ context, rules: { firstPlanHoldWorkingDays: 0 } });
    const { organizationId, manager } = team;
    const report = team.reports[0]!;
    await openAccounts({ world, people: [manager, report] });
    await connectPeople({ context, world, organizationId, people: [manager] });
    await openDueConversations(context, { organizationId });
    await planConversations(context, { organizationId });
    const read = async () => (await openConversations({ db, organizationId }))[0]!;
    const conversationId = (await read()).conversation.id;
    const book = (through = context) => bookConversation(through, { organizationId, conversationId });
    const agenda = async () => {
      const { draft } = (await read()).event!;
      return agendaSeen({ world, attachment: agendaAttachment(draft), draft });
    };
    const expectOnce = async () => {
      for (const { workEmail } of [manager, report]) {
        const seen = await world.seenBy(workEmail);
        expect(seen).toHaveLength(1);
        expect(seen[0]?.attachments).toEqual(await agenda());
      }
      expect(await world.calendarMailsTo(report.workEmail)).toBe(1);
      expect(await read()).toMatchObject({ conversation: { state: 'booked' }, event: { step: 'invited' } });
    };
    return { organizationId, manager, report, read, book, expectOnce };
  }

  /** The worker's process ends right after its call of this number took effect. */
  function dyingAfter(call: number): typeof context {
    let calls = 0;
    const { provider } = world;
    const wrapped: CalendarProvider = {
      ...provider,
      events: {
        ...provider.events,
        place: async (input) => {
          const placed = await provider.events.place(input);
          calls += 1;
          if (calls === call) throw new Error('killed');
          return placed;
        },
      },
    };
    return { ...context, calendars: { ...context.calendars, provider: () => wrapped } };
  }

  test('nothing goes wrong: one entry, one invitation, the agenda on both copies', async () => {
    const { book, expectOnce } = await aPlannedConversation();
    expect(await book()).toEqual(['stands']);
    await expectOnce();
  });

  test.each([1, 2, 3])('killed after step %i of create, attach and invite: it converges', async (step) => {
    const { organizationId, book, expectOnce } = await aPlannedConversation();
    await expect(book(dyingAfter(step))).rejects.toThrow('killed');
    clock.advanceWallBy({ minutes: 4 });
    expect(await bookAll(context, { organizationId })).toEqual(['stands']);
    await expectOnce();
  });

  test.each([
    ['POST', '/events'],
    ['POST', '/attachments'],
    ['PATCH', '/events'],
  ])('the answer to %s %s is lost: one entry, one agenda, one invitation', async (method, path) => {
    const { organizationId, manager, book, expectOnce } = await aPlannedConversation();
    await world.inject({ kind: 'response_lost', account: manager.workEmail, method, path });
    expect(await book()).toEqual(['postponed']);
    clock.advanceWallBy({ seconds: 30 });
    expect(await bookAll(context, { organizationId })).toEqual(['stands']);
    await expectOnce();
  });

  test.each([1, 2, 4])(
    'a 504 after the effect on POST /me/events, %i times, then any number of retries: one event, one invitation',
    async (times) => {
      const { organizationId, manager, book, expectOnce } = await aPlannedConversation();
      const fault = { kind: 'status_after', status: 504, account: manager.workEmail, method: 'POST', path: '/events' };
      await world.inject({ ...fault, times });
      expect(await book()).toEqual(['postponed']);
      for (let tries = 0; tries < 8; tries += 1) {
        clock.advanceWallBy({ minutes: 4 });
        await bookAll(context, { organizationId });
      }
      await expectOnce();
    },
  );

  test('an insertion that takes effect while it is tried again is the same one', async () => {
    const { organizationId, manager, book, expectOnce } = await aPlannedConversation();
    const fault = { account: manager.workEmail, method: 'POST', path: '/events' };
    await world.inject({ ...fault, kind: 'late_effect', milliseconds: 400 });
    await book();
    for (let tries = 0; tries < 4; tries += 1) {
      clock.advanceWallBy({ minutes: 4 });
      await bookAll(context, { organizationId });
    }
    // Until the first one has come through too.
    await wait(600);
    await expectOnce();
  });

  test('deleted by the organizer before it was sent: nobody was told, and it goes on under the next id', async () => {
    const { organizationId, manager, book, read, expectOnce } = await aPlannedConversation();
    await expect(book(dyingAfter(2))).rejects.toThrow('killed');
    const [entry] = await world.seenBy(manager.workEmail);
    await world.edit({ email: manager.workEmail, providerEventId: entry!.id, edit: { kind: 'delete' } });
    clock.advanceWallBy({ minutes: 4 });
    expect(await bookAll(context, { organizationId })).toEqual(['stands']);
    expect((await read()).event).toMatchObject({ generation: 2 });
    await expectOnce();
  });
});
