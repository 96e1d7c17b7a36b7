import { conversationStore } from '@throughline/db/conversation-store.ts';
import { close } from '@throughline/domain/conversation/conversation.ts';
import { describe, expect, test } from 'vitest';
import { askForOtherTimes } from './ask-for-other-times.ts';
import { pickProposedTime } from './pick-proposed-time.ts';
import { sendDueReminders } from './send-due-reminders.ts';
import { aBlindTeam } from './testing/a-blind-team.ts';
import { connectPeople } from './testing/a-team.ts';
import { outboxRows } from './testing/outbox-rows.ts';
import { bookAll, bookingContext, everyProvider, interrupted, turn } from './testing/booking-context.ts';

describe.each(everyProvider)('a proposed time picked on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { clock, world } = context;

  async function aPairWithTimes(given: Omit<Parameters<typeof aBlindTeam>[0], 'context'> = {}) {
    const team = await aBlindTeam({ context, ...given });
    const { organizationId, conversationId, report, manager, proposals } = team;
    const people = { report, manager };
    const slots = (await proposals())[0]!.slots;
    return {
      ...team,
      slots,
      pick: (who: keyof typeof people, index = 0, through: typeof context = context) =>
        pickProposedTime(through, {
          organizationId,
          conversationId,
          personId: people[who].id,
          startsAt: slots[index]!.start,
        }),
      others: (who: keyof typeof people = 'report') =>
        askForOtherTimes(context, { organizationId, conversationId, personId: people[who].id }),
      openSlots: async () => (await proposals()).find((one) => !one.withdrawnAt && !one.pickedAt)?.slots ?? [],
    };
  }

  const startsOf = (slots: readonly { readonly start: Temporal.Instant }[]) =>
    slots.map(({ start }) => start.toString());

  test.each(['report', 'manager'] as const)(
    'picked by the %s, exactly that time is booked, and both are invited',
    async (who) => {
      const pair = await aPairWithTimes();
      const { organizationId, manager, report, slots, read, proposals, history, conversationId } = pair;
      expect(await pair.pick(who, 1)).toEqual({ kind: 'picked', slot: slots[1], heldUntil: null });
      expect(context.woken).toContainEqual({ name: 'book-conversation', organizationId, conversationId });
      expect(await bookAll(context, { organizationId })).toEqual(['stands']);

      const [{ conversation, event } = {}] = await read();
      expect(conversation).toMatchObject({ state: 'booked', startsAt: slots[1]!.start, endsAt: slots[1]!.end });
      expect(conversation!.explanation[0]).toBe(
        `${pair[who].displayName} picked it from the times that were proposed.`,
      );
      for (const { workEmail } of [manager, report]) {
        expect(startsOf(await world.seenBy(workEmail))).toEqual([slots[1]!.start.toString()]);
      }
      expect(await proposals()).toMatchObject([
        { pickedById: pair[who].id, pickedStartsAt: slots[1]!.start, eventId: event!.id, withdrawnAt: null },
      ]);
      expect((await history(conversationId)).filter(({ kind }) => kind === 'time_picked')).toMatchObject([
        { actor: who },
      ]);
    },
  );

  test('the first pick counts: the same again, another, or both at once change nothing', async () => {
    const { organizationId, read, pick, proposals } = await aPairWithTimes();
    const picks = await Promise.all([pick('report', 0), pick('manager', 1), pick('report', 2), pick('manager', 0)]);
    expect(picks.map(({ kind }) => kind).toSorted()).toEqual(['picked', 'settled', 'settled', 'settled']);
    expect((await pick('report', 0)).kind).toBe('settled');
    expect(await bookAll(context, { organizationId })).toEqual(['stands']);
    expect((await pick('report', 1)).kind).toBe('settled');
    expect(await proposals()).toHaveLength(1);
    const [{ conversation } = {}] = await read();
    const picked = picks.flatMap((one) => (one.kind === 'picked' ? one.slot.start.toString() : []));
    expect([conversation!.startsAt!.toString()]).toEqual(picked);
  });

  test('nobody but the two can pick, and only a time that was proposed', async () => {
    const pair = await aPairWithTimes({ reports: 2 });
    const { organizationId, conversationId, reports, report, slots, wanted } = pair;
    const teammate = reports.find(({ id }) => id !== report.id)!;
    const startsAt = slots[0]!.start;
    const asked = { organizationId, conversationId, startsAt };
    expect(await pickProposedTime(context, { ...asked, personId: teammate.id })).toEqual({ kind: 'not_found' });
    const other = await pickProposedTime(context, {
      ...asked,
      personId: report.id,
      startsAt: startsAt.add({ minutes: 15 }),
    });
    expect(other.kind).toBe('gone');
    expect(await wanted(conversationId)).toBeNull();
  });

  describe('picked too late', () => {
    test('because the manager is busy by then: it says so, books nothing, and offers fresh times', async () => {
      const { manager, slots, pick, openSlots, wanted, conversationId } = await aPairWithTimes();
      const { start, end } = slots[0]!;
      const entry = { kind: 'busy', start: start.toString(), end: end.toString() } as const;
      await world.enter({ email: manager.workEmail, entry });
      expect(await pick('report')).toEqual({
        kind: 'gone',
        why: `${manager.displayName} is no longer free at that time.`,
        fresh: true,
      });
      expect(await wanted(conversationId)).toBeNull();
      expect(await openSlots()).toHaveLength(3);
      expect(startsOf(await openSlots())).not.toContain(start.toString());
    });

    test('because a teammate was faster with the same hour: one of them has it', async () => {
      const hours = { 2: [{ from: '10:00', to: '11:00' }] };
      const { organizationId, reports, read, proposals } = await aBlindTeam({
        context,
        reports: 2,
        managerHours: hours,
      });
      const [one, two] = await proposals();
      const shared = one!.slots.find(({ start }) => startsOf(two!.slots).includes(start.toString()))!;
      const conversations = (await read()).map(({ conversation }) => conversation);
      const results = await Promise.all(
        conversations.map(({ id, reportId }) =>
          pickProposedTime(context, { organizationId, conversationId: id, personId: reportId, startsAt: shared.start }),
        ),
      );
      expect(results.map(({ kind }) => kind).toSorted()).toEqual(['gone', 'picked']);
      expect(reports).toHaveLength(2);
    });

    test('because lead time cannot be kept any more: nothing is picked from times that ran out', async () => {
      const { proposals, pick, wanted, conversationId } = await aPairWithTimes();
      const before = clock.now();
      clock.set((await proposals())[0]!.expiresAt);
      expect(await pick('report')).toEqual({ kind: 'closed' });
      expect(await wanted(conversationId)).toBeNull();
      clock.set(before);
    });

    test('because the manager became busy after the pick: nothing is sent, and there are fresh times', async () => {
      const { organizationId, manager, slots, pick, openSlots, read } = await aPairWithTimes();
      await pick('report');
      const entry = { kind: 'busy', start: slots[0]!.start.toString(), end: slots[0]!.end.toString() } as const;
      await world.enter({ email: manager.workEmail, entry });
      expect(await bookAll(context, { organizationId })).toEqual(['to_be_replanned']);
      expect(await turn(context, { organizationId })).toEqual([]);
      expect((await read())[0]!.conversation).toMatchObject({ state: 'due', waitingFor: 'calendar_unknown' });
      expect(await openSlots()).toHaveLength(3);
    });

    test('twice in a day: of the fresh times the report is told once, and the next day of those there are then', async () => {
      const { organizationId, conversationId, manager, report, openSlots } = await aPairWithTimes();
      const pickAndLose = async () => {
        const [{ start, end } = { start: clock.now(), end: clock.now() }] = await openSlots();
        await pickProposedTime(context, { organizationId, conversationId, personId: report.id, startsAt: start });
        const entry = { kind: 'busy', start: start.toString(), end: end.toString() } as const;
        await world.enter({ email: manager.workEmail, entry });
        expect(await bookAll(context, { organizationId })).toEqual(['to_be_replanned']);
        await turn(context, { organizationId });
      };
      const told = async () => {
        await sendDueReminders(context, { organizationId });
        const all = await outboxRows({ db: context.db, organizationId });
        return all.filter(({ dedupeKey }) => dedupeKey.startsWith('fresh_times.')).length;
      };
      const before = clock.now();
      await pickAndLose();
      expect(await told()).toBe(1);
      await pickAndLose();
      expect(await told()).toBe(1);
      clock.advanceBy({ hours: 24 });
      expect(await told()).toBe(2);
      clock.set(before);
    });
  });

  test('a report who turns out to be busy at the picked time, now that it can be seen, is not booked', async () => {
    const { organizationId, report, slots, pick, wanted, conversationId } = await aPairWithTimes();
    await pick('report');
    const entry = { kind: 'busy', start: slots[0]!.start.toString(), end: slots[0]!.end.toString() } as const;
    await world.enter({ email: report.workEmail, entry });
    await connectPeople({ context, world, organizationId, people: [report], purpose: 'availability' });
    expect(await bookAll(context, { organizationId })).toEqual(['to_be_replanned']);
    expect(await wanted(conversationId)).toBeNull();
  });

  test('while the manager’s calendar cannot be read nothing is booked, and the times stay', async () => {
    const { manager, pick, openSlots, slots, wanted, conversationId } = await aPairWithTimes();
    await world.inject({
      kind: 'error',
      account: manager.workEmail,
      path: world.paths.freeBusy,
      status: 503,
      times: 3,
    });
    expect(await pick('report')).toEqual({ kind: 'unreadable' });
    expect(await wanted(conversationId)).toBeNull();
    expect(startsOf(await openSlots())).toEqual(startsOf(slots));
  });

  test('a conversation that ends while somebody picks is not booked', async () => {
    const { organizationId, read, pick, wanted, conversationId } = await aPairWithTimes();
    const through = interrupted({
      context,
      before: 'freeBusy',
      happens: async () => {
        const [{ conversation } = {}] = await read();
        const closed = close({ conversation: conversation!, reason: 'report_left', now: clock.now() });
        if (closed.kind === 'refused') throw new Error(closed.reason);
        await context.db.inOrganization(organizationId, (tx) =>
          conversationStore(tx).save({
            before: conversation!,
            after: closed.next,
            history: closed.history,
            now: clock.now(),
          }),
        );
      },
    });
    expect(await pick('report', 0, through)).toEqual({ kind: 'closed' });
    expect(await wanted(conversationId)).toBeNull();
  });

  describe('a newly connected manager’s first plan', () => {
    test('is what the report’s pick waits with; the manager’s own goes at once', async () => {
      const rules = { firstPlanHoldWorkingDays: 2 };
      const held = await aPairWithTimes({ rules });
      const picked = await held.pick('report');
      expect(picked).toMatchObject({ kind: 'picked', heldUntil: expect.anything() });
      expect(await bookAll(context, held)).toEqual([]);
      const before = clock.now();
      clock.advanceBy({ days: 5 });
      expect(await bookAll(context, held)).toEqual(['stands']);
      clock.set(before);

      const own = await aPairWithTimes({ rules });
      expect(await own.pick('manager')).toMatchObject({ kind: 'picked', heldUntil: null });
      expect(await bookAll(context, own)).toEqual(['stands']);
    });
  });

  describe('"none of these fit"', () => {
    test('brings others on other days, once, without a trace in the history', async () => {
      const { others, slots, openSlots, history, conversationId, proposals } = await aPairWithTimes();
      const before = await history(conversationId);
      expect(await others()).toEqual({ kind: 'asked', fresh: true });
      const fresh = await openSlots();
      expect(fresh).toHaveLength(3);
      const daysOf = (some: typeof fresh) => startsOf(some).map((start) => start.slice(0, 10));
      expect(daysOf(fresh).filter((date) => daysOf(slots).includes(date))).toEqual([]);
      expect(await others()).toEqual({ kind: 'not_again' });
      expect(await proposals()).toHaveLength(2);
      expect(await history(conversationId)).toEqual(before);
    });

    test('is the report’s to say, not the manager’s', async () => {
      const { others, openSlots, slots } = await aPairWithTimes();
      expect(await others('manager')).toEqual({ kind: 'not_again' });
      expect(startsOf(await openSlots())).toEqual(startsOf(slots));
    });

    test('when there is nothing else leaves the times as they are', async () => {
      const managerHours = { 2: [{ from: '10:00', to: '11:00' }] };
      const rules = { planningHorizonDays: 40, rolloutDays: 30, proposalDays: 2 };
      const { others, openSlots, slots } = await aPairWithTimes({ managerHours, rules });
      expect(slots).toHaveLength(3);
      expect(await others()).toEqual({ kind: 'asked', fresh: false });
      expect(startsOf(await openSlots())).toEqual(startsOf(slots));
    });
  });
});
