import { conversationStore } from '@throughline/db/conversation-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { awaitedManager, reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { aStoredPerson } from '@throughline/db/testing/rows.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { decideOutcomes } from './decide-outcomes.ts';
import { endConversations } from './end-conversations.ts';
import { lineChange } from './import-reporting-lines.ts';
import { openDueConversations } from './open-due-conversations.ts';
import { recordEvidence } from './record-evidence.ts';
import { aBooking } from './testing/a-booking.ts';
import { connectPeople, openAccounts } from './testing/a-team.ts';
import { bookAll, bookingContext, everyProvider, interrupted, turn } from './testing/booking-context.ts';
import { planConversations } from './plan-conversations.ts';

describe.each(everyProvider)('a change of manager with calendars on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;
  beforeEach(() => clock.set('2026-11-02T08:00:00Z'));

  /** Ana's conversation with Ben stands in both calendars; whoever else is named has an account and is connected. */
  async function aStandingDate(given: Parameters<typeof aBooking>[0]['rules'] = {}) {
    const booking = await aBooking({ context, rules: given });
    const { organizationId, report, manager } = booking;
    const { conversation } = await booking.read();
    const mailsBefore = await world.calendarMailsTo(report.workEmail);
    return {
      ...booking,
      slot: { start: conversation.startsAt!, end: conversation.endsAt! },
      dueOn: conversation.dueOn,
      async somebodyElse({ connected = true, name = 'Cleo' } = {}): Promise<StoredPerson> {
        const person = aStoredPerson({ displayName: `${name} Adu`, country: null });
        await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([person]));
        if (connected) {
          await openAccounts({ world, people: [person] });
          await connectPeople({ context, world, organizationId, people: [person] });
        }
        return person;
      },
      /** From `since`, or today on, HR names this manager; null names nobody. */
      reportsTo: (managerId: string | null, since = clock.now().toZonedDateTimeISO('Europe/Berlin').toPlainDate()) =>
        db.inOrganization(organizationId, async (tx) => {
          const store = reportingLineStore(tx);
          const lines = await store.ofReports([report.id]);
          await store.replace(lineChange({ lines, reportId: report.id, managerId, since, today: since }));
        }),
      latest: async () => {
        const [one] = await db.inOrganization(organizationId, (tx) => conversationStore(tx).latest());
        return one!;
      },
      /** What came to the report's mailbox since the date stood. */
      mails: async () => (await world.calendarMailsTo(report.workEmail)) - mailsBefore,
      sees: async (person: StoredPerson) => (await world.seenBy(person.workEmail)).length,
      manager,
    };
  }

  test('keeps due date and time: the new manager invites, then the old date goes, and the report has one mail of each', async () => {
    const date = await aStandingDate();
    const cleo = await date.somebodyElse();
    await date.reportsTo(cleo.id);

    await openDueConversations(context, date);
    await planConversations(context, date);
    expect(await date.sees(date.manager)).toBe(1);
    expect(await bookAll(context, date)).toEqual(['stands']);
    expect([await date.sees(date.manager), await date.sees(cleo)]).toEqual([1, 1]);
    expect(await date.mails()).toBe(1);
    expect(await turn(context, date)).toEqual(['cancelled']);
    expect([await date.sees(date.manager), await date.sees(cleo), await date.sees(date.report)]).toEqual([0, 1, 1]);

    const after = await date.latest();
    expect(after).toMatchObject({ state: 'booked', managerId: cleo.id, sequence: 2 });
    expect(after.dueOn.equals(date.dueOn)).toBe(true);
    expect([after.startsAt!.equals(date.slot.start), after.endsAt!.equals(date.slot.end)]).toEqual([true, true]);
    expect(after.explanation).toEqual(['It keeps the time it had: Cleo Adu is free then as well.']);
    expect(await date.mails()).toBe(2);
    expect(await turn(context, date)).toEqual([]);
  });

  test('where the new manager is busy then, another time is found, and the old one stands until it is out', async () => {
    const date = await aStandingDate();
    const cleo = await date.somebodyElse();
    const [start, end] = [date.slot.start.toString(), date.slot.end.toString()];
    await world.enter({ email: cleo.workEmail, entry: { kind: 'busy', start, end } });
    await date.reportsTo(cleo.id);
    expect(await turn(context, date)).toEqual(['stands']);
    expect(await date.sees(date.manager)).toBe(1);
    expect(await turn(context, date)).toEqual(['cancelled']);
    const after = await date.latest();
    expect(after).toMatchObject({ state: 'booked', managerId: cleo.id });
    expect(after.startsAt!.equals(date.slot.start)).toBe(false);
  });

  test('the time stays as long as the floor of the lead time is kept, and not closer', async () => {
    const near = await aStandingDate();
    const cleo = await near.somebodyElse();
    clock.set(near.slot.start.subtract({ hours: 24 * 12 }).toString());
    await near.reportsTo(cleo.id);
    expect(await turn(context, near)).toEqual(['stands']);
    expect((await near.latest()).startsAt!.equals(near.slot.start)).toBe(true);

    clock.set('2026-11-02T08:00:00Z');
    const nearer = await aStandingDate();
    const dora = await nearer.somebodyElse();
    clock.set(nearer.slot.start.subtract({ hours: 24 * 6 }).toString());
    await nearer.reportsTo(dora.id);
    expect(await turn(context, nearer)).toEqual(['stands']);
    const lead =
      clock
        .now()
        .until((await nearer.latest()).startsAt!)
        .total('hours') / 24;
    expect(lead).toBeGreaterThanOrEqual(21);
  });

  test('twice before an invitation leaves: only the last one invites, at the same time, and there is one mail of each', async () => {
    const date = await aStandingDate();
    const cleo = await date.somebodyElse();
    const dora = await date.somebodyElse({ name: 'Dora' });
    await date.reportsTo(cleo.id);
    await openDueConversations(context, date);
    await planConversations(context, date);
    await date.reportsTo(dora.id);
    await openDueConversations(context, date);
    expect(await bookAll(context, date)).toEqual([]);
    expect(await date.sees(date.manager)).toBe(1);
    expect(await turn(context, date)).toEqual(['stands']);
    expect(await turn(context, date)).toEqual(['cancelled']);
    expect([await date.sees(date.manager), await date.sees(cleo), await date.sees(dora)]).toEqual([0, 0, 1]);
    expect((await date.latest()).startsAt!.equals(date.slot.start)).toBe(true);
    expect(await date.mails()).toBe(2);
  });

  test('back again before an invitation left, the report is never without a date, and the time is the same', async () => {
    const date = await aStandingDate();
    const cleo = await date.somebodyElse();
    await date.reportsTo(cleo.id);
    await openDueConversations(context, date);
    await date.reportsTo(date.manager.id);
    expect(await turn(context, date)).toEqual(['stands']);
    expect(await date.sees(date.report)).toBeGreaterThanOrEqual(1);
    expect(await turn(context, date)).toEqual(['cancelled']);
    const after = await date.latest();
    expect(after).toMatchObject({ state: 'booked', managerId: date.manager.id, sequence: 3 });
    expect(after.startsAt!.equals(date.slot.start)).toBe(true);
    expect([await date.sees(date.manager), await date.sees(date.report)]).toEqual([1, 1]);
  });

  test('effective on a day ahead, nothing happens before', async () => {
    const date = await aStandingDate();
    const cleo = await date.somebodyElse();
    const today = clock.now().toZonedDateTimeISO('Europe/Berlin').toPlainDate();
    await date.reportsTo(cleo.id, today.add({ days: 3 }));
    clock.advanceBy({ hours: 48 });
    expect(await turn(context, date)).toEqual([]);
    expect(await date.latest()).toMatchObject({ managerId: date.manager.id, state: 'booked' });
    clock.advanceBy({ hours: 24 });
    expect(await turn(context, date)).toEqual(['stands']);
    expect(await date.latest()).toMatchObject({ managerId: cleo.id, state: 'booked' });
  });

  test('while it is asked whether it took place, it stays with the manager it was with; the next one is the new manager’s', async () => {
    const date = await aStandingDate();
    const cleo = await date.somebodyElse();
    const { organizationId, conversationId, report } = date;
    clock.set(date.slot.end.add({ hours: 1 }).toString());
    await endConversations(context, { organizationId });
    await date.reportsTo(cleo.id);
    expect(await turn(context, date)).toEqual([]);
    expect(await date.latest()).toMatchObject({ id: conversationId, state: 'awaiting_confirmation' });
    await recordEvidence(context, { organizationId, conversationId, personId: report.id, answer: 'happened' });
    await decideOutcomes(context, { organizationId });
    expect(await date.latest()).toMatchObject({
      previousId: conversationId,
      state: 'due',
      managerId: cleo.id,
      sequence: 2,
    });
    expect((await date.read()).conversation).toMatchObject({ state: 'held', managerId: date.manager.id });
  });

  test('to somebody without a calendar, the date goes, and it says what it waits for', async () => {
    const date = await aStandingDate();
    const cleo = await date.somebodyElse({ connected: false });
    await date.reportsTo(cleo.id);
    expect(await turn(context, date)).toEqual(['cancelled']);
    const after = await date.latest();
    expect(after).toMatchObject({ state: 'due', managerId: cleo.id, waitingFor: 'manager_not_connected' });
    expect(after.dueOn.equals(date.dueOn)).toBe(true);
  });

  test.each([
    ['nobody', null],
    ['somebody HR has not sent', awaitedManager('E-9')],
  ])('to %s, the date goes, the due date stands, and the next manager takes it up', async (_who, managerId) => {
    const date = await aStandingDate();
    await date.reportsTo(managerId);
    expect(await turn(context, date)).toEqual(['cancelled']);
    const waiting = await date.latest();
    expect(waiting).toMatchObject({ state: 'due', managerId: null, waitingFor: 'manager_unknown' });
    expect(waiting.dueOn.equals(date.dueOn)).toBe(true);
    const cleo = await date.somebodyElse();
    await date.reportsTo(cleo.id);
    expect(await turn(context, date)).toEqual(['stands']);
    expect(await date.latest()).toMatchObject({ state: 'booked', managerId: cleo.id, sequence: 3 });
    expect((await date.latest()).dueOn.equals(date.dueOn)).toBe(true);
  });

  test('while the new manager’s invitation is on its way, it is taken out again, and the first date stands until the last is out', async () => {
    const date = await aStandingDate();
    const cleo = await date.somebodyElse();
    const dora = await date.somebodyElse({ name: 'Dora' });
    await date.reportsTo(cleo.id);
    await openDueConversations(context, date);
    await planConversations(context, date);
    const changing = interrupted({
      context,
      before: 'place',
      happens: async () => {
        await date.reportsTo(dora.id);
        await openDueConversations(context, date);
      },
    });
    await bookAll(changing, date);
    expect(await date.sees(date.manager)).toBe(1);
    for (let turns = 0; turns < 3; turns += 1) await turn(context, date);
    expect(await Promise.all([date.manager, cleo, dora, date.report].map(date.sees))).toEqual([0, 0, 1, 1]);
    expect(await date.latest()).toMatchObject({ managerId: dora.id, state: 'booked' });
  });

  test('several at once and again change nothing more', async () => {
    const date = await aStandingDate();
    const cleo = await date.somebodyElse();
    await date.reportsTo(cleo.id);
    await Promise.all([1, 2, 3].map(() => openDueConversations(context, date)));
    for (let turns = 0; turns < 3; turns += 1) await turn(context, date);
    expect(await turn(context, date)).toEqual([]);
    expect(await date.latest()).toMatchObject({ sequence: 2, state: 'booked' });
  });
});
