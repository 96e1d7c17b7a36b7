import { peopleStore } from '@throughline/db/people-store.ts';
import { outbox, proposal } from '@throughline/db/schema/tables.ts';
import { describe, expect, test } from 'vitest';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { keepDate } from './keep-date.ts';
import { mendDates } from './mend-dates.ts';
import { pauseOrganization } from './pause-organization.ts';
import { pickProposedTime } from './pick-proposed-time.ts';
import { resumeOrganization } from './resume-organization.ts';
import { syncConnection } from './sync-connection.ts';
import { aBooking } from './testing/a-booking.ts';
import { connectPeople } from './testing/a-team.ts';
import { bookingContext, everyProvider, turn } from './testing/booking-context.ts';
import { timesPage } from './times-page.ts';

describe.each(everyProvider)('a date that something stands in the way of, on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, world } = context;

  async function aDate() {
    const booking = await aBooking({ context });
    const { organizationId, conversationId, event, manager, report } = booking;
    const over = { start: event.startsAt.toString(), end: event.endsAt.toString() };
    const picking = (person: { id: string }) => ({ organizationId, conversationId, personId: person.id });
    return {
      ...booking,
      over,
      mend: () => mendDates(context, { organizationId }),
      questions: () => db.inOrganization(organizationId, (tx) => tx.select().from(proposal).orderBy(proposal.id)),
      mails: () =>
        db.inOrganization(organizationId, async (tx) =>
          (await tx.select().from(outbox)).filter(({ template }) => template === 'date-question'),
        ),
      page: (person: { id: string }) => timesPage(context, picking(person)),
      pick: (person: { id: string }, startsAt: Temporal.Instant) =>
        pickProposedTime(context, { ...picking(person), startsAt }),
      keep: (person: { id: string }) => keepDate(context, picking(person)),
      accept: (email: string, start = over.start, end = over.end) =>
        world.enter({ email, entry: { kind: 'busy', start, end } }),
      invited: async () => (await world.seenBy(report.workEmail)).map(({ start }) => start.toString()),
      manager,
    };
  }

  test('something else the manager accepted is noticed, and they are asked once, with other times both have', async () => {
    const { sync, mend, accept, questions, mails, manager, report, page, event, read } = await aDate();
    await accept(manager.workEmail);
    await sync();
    expect(await mend()).toBe(1);
    const [question] = await questions();
    expect(question).toMatchObject({ askedId: manager.id, askedBecause: 'conflict', insteadOfId: event.id });
    expect(question?.slots).toHaveLength(3);
    expect((await mails()).map(({ recipientId }) => recipientId)).toEqual([manager.id]);
    expect(await page(manager)).toMatchObject({
      state: 'open',
      instead: { slot: { startsAt: event.startsAt.toString() } },
    });
    expect(await page(report)).toMatchObject({ state: 'settled' });
    const { conversation, history } = await read();
    expect(conversation.startsAt?.equals(event.startsAt)).toBe(true);
    expect(history.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['conflict_noticed', 'times_proposed']));

    await accept(manager.workEmail, event.startsAt.subtract({ minutes: 15 }).toString());
    await sync();
    expect([await mend(), await mend()]).toEqual([0, 0]);
    expect(await questions()).toHaveLength(1);
  });

  test('picked, the same event moves, with one update to whoever is invited', async () => {
    const { sync, mend, write, accept, questions, manager, report, pick, providerEventId, read } = await aDate();
    await accept(manager.workEmail);
    await sync();
    await mend();
    const slot = (await questions())[0]!.slots[1]!;
    const mailsBefore = await world.calendarMailsTo(report.workEmail);
    expect(await pick(report, slot.start)).toMatchObject({ kind: 'settled' });
    expect(await pick(manager, slot.start)).toMatchObject({ kind: 'picked' });
    expect(await pick(manager, slot.start)).toMatchObject({ kind: 'settled' });
    await write();
    await sync();
    const { conversation, event } = await read();
    expect(conversation.state).toBe('booked');
    expect([conversation.startsAt, event?.startsAt].every((start) => start?.equals(slot.start))).toBe(true);
    expect(event).toMatchObject({ providerEventId, generation: 1, movedByUs: false });
    const seen = (await world.seenBy(manager.workEmail)).filter(({ title }) => title?.startsWith('Career'));
    expect(seen.map(({ start }) => start.toString())).toEqual([slot.start.toString()]);
    expect((await world.calendarMailsTo(report.workEmail)) - mailsBefore).toBe(1);
    expect(await mend()).toBe(0);
  });

  test('kept, it stays, and nobody is asked again about this place', async () => {
    const { sync, mend, accept, manager, keep, page, read, event } = await aDate();
    await accept(manager.workEmail);
    await sync();
    await mend();
    expect(await keep(manager)).toEqual({ kind: 'kept' });
    expect(await keep(manager)).toEqual({ kind: 'settled' });
    await sync();
    expect(await mend()).toBe(0);
    expect(await page(manager)).toMatchObject({ state: 'settled' });
    const { conversation, history } = await read();
    expect(conversation.startsAt?.equals(event.startsAt)).toBe(true);
    expect(history.at(-1)).toMatchObject({ kind: 'date_kept', actor: 'manager' });
  });

  test('what was only offered to somebody, is free, or only touches it, is no conflict', async () => {
    const { sync, mend, accept, manager, report, event } = await aDate();
    await accept(manager.workEmail, event.endsAt.toString(), event.endsAt.add({ hours: 1 }).toString());
    await world.enter({
      email: report.workEmail,
      entry: {
        kind: 'weekly',
        start: event.startsAt.toString(),
        end: event.endsAt.toString(),
        attendees: [manager.workEmail],
      },
    });
    await sync();
    expect(await mend()).toBe(0);
  });

  test('in the calendar of a report who shared when they are busy it is the report who is asked', async () => {
    const { organizationId, mend, accept, report, questions, event } = await aDate();
    await connectPeople({ context, world, organizationId, people: [report], purpose: 'availability' });
    const connection = await db.inOrganization(organizationId, (tx) => connectionStore(tx).ofPerson(report.id));
    const sync = () => syncConnection(context, { organizationId, connectionId: connection!.id });
    await sync();
    expect(await mend()).toBe(0);
    await accept(report.workEmail, event.startsAt.subtract({ minutes: 30 }).toString());
    await sync();
    expect(await mend()).toBe(1);
    expect(await questions()).toMatchObject([{ askedId: report.id, askedBecause: 'conflict' }]);
  });

  test('away at that time it moves without asking, the same event, and both are told once', async () => {
    const { sync, mend, write, manager, report, over, questions, read, event, providerEventId } = await aDate();
    const before = await world.calendarMailsTo(report.workEmail);
    await world.enter({ email: manager.workEmail, entry: { kind: 'out_of_office', ...over } });
    await sync();
    expect(await mend()).toBe(1);
    await write();
    expect(await questions()).toEqual([]);
    const { conversation, event: moved, history } = await read();
    expect(conversation).toMatchObject({ state: 'booked', managerMoves: 0 });
    expect(conversation.startsAt?.equals(event.startsAt)).toBe(false);
    expect(moved).toMatchObject({ providerEventId, generation: 1, movedByUs: true });
    expect(history.map(({ kind, actor }) => `${kind} ${actor}`)).toEqual(
      expect.arrayContaining(['absence_noticed throughline', 'moved throughline']),
    );
    expect((await world.calendarMailsTo(report.workEmail)) - before).toBe(1);
    await sync();
    expect(await mend()).toBe(0);
    expect((await read()).conversation.startsAt?.equals(conversation.startsAt!)).toBe(true);
  });

  test('away for longer than there is to plan it waits for a date like any other', async () => {
    const { sync, mend, write, manager, report, event, read } = await aDate();
    const start = context.clock.now().add({ hours: 24 }).toString();
    const end = event.startsAt.add({ hours: 24 * 200 }).toString();
    await world.enter({ email: manager.workEmail, entry: { kind: 'out_of_office', start, end } });
    await sync();
    expect(await mend()).toBe(1);
    await write();
    const { conversation, history } = await read();
    expect(conversation).toMatchObject({ state: 'due', startsAt: null });
    expect(history.at(-1)).toMatchObject({ kind: 'unbooked', actor: 'throughline', details: { reason: 'absence' } });
    expect(await world.seenBy(report.workEmail)).toEqual([]);
  });

  test('leave takes it elsewhere without asking', async () => {
    const { organizationId, report, read, event, questions } = await aDate();
    const on = event.startsAt.toZonedDateTimeISO('Europe/Berlin').toPlainDate();
    const leave = { personId: report.id, externalId: null, startsOn: on, endsOn: on };
    await db.inOrganization(organizationId, (tx) => peopleStore(tx).putLeaves([leave]));
    await turn(context, { organizationId });
    const { conversation } = await read();
    expect(conversation.state).toBe('booked');
    expect(conversation.startsAt?.equals(event.startsAt)).toBe(false);
    expect(await questions()).toEqual([]);
  });

  test('put onto the regular 1:1, the manager is asked with other times, and picking one makes it distinct again', async () => {
    const { sync, mend, write, manager, report, event, providerEventId, questions, pick, read } = await aDate();
    const start = event.startsAt.add({ hours: 24 });
    const weekly = { start: start.toString(), end: start.add({ hours: 1 }).toString(), attendees: [report.workEmail] };
    await world.enter({ email: manager.workEmail, entry: { kind: 'weekly', ...weekly } });
    const moved = { start, end: start.add({ hours: 1 }) };
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'move', ...moved } });
    await sync();
    expect((await read()).event?.asked).toEqual(['onto_one_on_one']);
    expect(await mend()).toBe(1);
    const [question] = await questions();
    expect(question).toMatchObject({ askedId: manager.id, askedBecause: 'edited' });
    expect(await pick(manager, question!.slots[0]!.start)).toMatchObject({ kind: 'picked' });
    await write();
    await sync();
    const after = await read();
    expect(after.event?.asked).toEqual([]);
    expect(after.conversation.startsAt?.equals(question!.slots[0]!.start)).toBe(true);
  });

  test('made a series, or opened to a third, a time that is picked does not make the manager be asked about it again', async () => {
    const { sync, mend, write, manager, providerEventId, questions, pick, read } = await aDate();
    await world.addPerson({ email: 'carla@example.com' });
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'repeat_weekly' } });
    await world.edit({
      email: manager.workEmail,
      providerEventId,
      edit: { kind: 'invite', email: 'carla@example.com', as: 'person' },
    });
    await sync();
    expect(await mend()).toBe(1);
    const [question] = await questions();
    expect(await pick(manager, question!.slots[0]!.start)).toMatchObject({ kind: 'picked' });
    expect((await read()).event?.asked).toEqual(['recurring', 'not_between_two']);
    await write();
    await sync();
    const { conversation, history, event } = await read();
    expect(event?.asked).toEqual(['recurring', 'not_between_two']);
    expect(conversation.startsAt?.equals(question!.slots[0]!.start)).toBe(true);
    expect(history.filter(({ kind }) => kind === 'organizer_asked')).toHaveLength(1);
    expect(await mend()).toBe(0);
    expect(await questions()).toHaveLength(1);
  });

  test('made an all-day entry, a time that is picked gives it an hour again', async () => {
    const { sync, mend, write, manager, providerEventId, questions, pick, read } = await aDate();
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'make_all_day' } });
    await sync();
    expect((await read()).event?.asked).toContain('all_day');
    await mend();
    const [question] = await questions();
    expect(await pick(manager, question!.slots[0]!.start)).toMatchObject({ kind: 'picked' });
    await write();
    await sync();
    const after = await read();
    expect(after.event?.asked).toEqual([]);
    expect(after.conversation.startsAt?.equals(question!.slots[0]!.start)).toBe(true);
    const [seen] = await world.seenBy(manager.workEmail);
    expect(seen?.start.equals(question!.slots[0]!.start)).toBe(true);
  });

  test('moved out of the way by hand, the question is settled by itself', async () => {
    const { sync, mend, accept, manager, event, providerEventId, questions, page } = await aDate();
    await accept(manager.workEmail);
    await sync();
    await mend();
    const moved = { start: event.startsAt.add({ hours: 48 }), end: event.endsAt.add({ hours: 48 }) };
    await world.edit({ email: manager.workEmail, providerEventId, edit: { kind: 'move', ...moved } });
    await sync();
    expect(await mend()).toBe(0);
    expect(await questions()).toMatchObject([{ withdrawnBecause: 'moved' }]);
    expect(await page(manager)).toMatchObject({ state: 'settled' });
  });

  test('two at once ask once, and a paused organisation asks nobody', async () => {
    const { organizationId, sync, mend, accept, manager, mails } = await aDate();
    await accept(manager.workEmail);
    await sync();
    await pauseOrganization(context, { organizationId, actor: { kind: 'operator' } });
    expect(await mend()).toBe(0);
    await resumeOrganization(context, { organizationId, actor: { kind: 'operator' } });
    const asked = await Promise.all([mend(), mend(), mend()]);
    expect(asked.reduce((total, count) => total + count)).toBe(1);
    expect(await mails()).toHaveLength(1);
  });
});
