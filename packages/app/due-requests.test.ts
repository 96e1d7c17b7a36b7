import { conversationStore } from '@throughline/db/conversation-store.ts';
import { conversationViewStore } from '@throughline/db/conversation-view-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { dueRequest } from '@throughline/db/schema/tables.ts';
import { aLeave, day } from '@throughline/domain/testing/builders.ts';
import { uuid } from '@throughline/db/testing/rows.ts';
import { describe, expect, test } from 'vitest';
import { askForDueDate } from './ask-for-due-date.ts';
import { conversationHistory } from './conversation-history.ts';
import { v1Conversation } from './conversation-row.ts';
import { openDueConversations } from './open-due-conversations.ts';
import { pauseOrganization } from './pause-organization.ts';
import { takeBackDueDate } from './take-back-due-date.ts';
import { aBooking } from './testing/a-booking.ts';
import { aTeam } from './testing/a-team.ts';
import { askingForDueDates } from './testing/asking-for-due-dates.ts';
import { bookingContext, turn } from './testing/booking-context.ts';

const context = await bookingContext();
const { db, clock } = context;
const begin = clock.now();

/** Ana's first conversation, due in the rollout and without a date. */
async function aDueOne() {
  clock.set(begin.toString());
  const { organizationId, manager, reports } = await aTeam({ context });
  await openDueConversations(context, { organizationId });
  const [conversation] = await db.inOrganization(organizationId, (tx) => conversationStore(tx).open());
  const conversationId = conversation!.id;
  return askingForDueDates({ context, organizationId, conversationId, manager, report: reports[0]! });
}

describe('asked for sooner', () => {
  test('by the report, it is carried out by the sweep, and reaches the manager as a due date like any other', async () => {
    const { ask, read, sweep, page, history } = await aDueOne();
    const before = await read();
    expect(await ask('report', { kind: 'sooner' })).toEqual({ kind: 'asked', dueOn: day('2026-11-23') });
    expect(await read()).toEqual(before);
    expect((await page('report')).viewer.due).toMatchObject({
      asked: { kind: 'sooner', dueOn: '2026-11-23', isDone: false },
    });
    expect((await sweep()).redated).toBe(1);
    expect((await sweep()).redated).toBe(0);
    expect(await read()).toMatchObject({ earlyRequest: true, state: 'due' });
    expect((await read()).dueOn.toString()).toBe('2026-11-23');
    expect((await history()).filter(({ kind }) => kind === 'due_date_changed')).toMatchObject([
      { actor: 'throughline' },
    ]);
    for (const who of ['manager', 'hr'] as const) {
      const seen = await page(who);
      expect(seen.dueWhy).toEqual(['Another due date was set.']);
      expect(seen.viewer.due?.asked ?? null).toBeNull();
      expect(JSON.stringify(seen)).not.toMatch(/early|sooner":"|asked for/i);
    }
    expect((await page('report')).viewer.due).toMatchObject({ asked: { kind: 'sooner', isDone: true } });
  });

  test('by the manager, the report sees no more than a due date', async () => {
    const { ask, sweep, page, read, back } = await aDueOne();
    const { dueOn } = await read();
    await ask('manager', { kind: 'sooner' });
    await sweep();
    expect((await page('report')).viewer.due?.asked).toBeNull();
    expect((await page('manager')).viewer.due).toMatchObject({ asked: { kind: 'sooner', isDone: true }, latest: null });
    expect(await back('manager')).toEqual({ kind: 'asked' });
    await sweep();
    expect(await read()).toMatchObject({ earlyRequest: false });
    expect((await read()).dueOn.equals(dueOn)).toBe(true);
  });

  test('is not for what has a date, which can be moved instead', async () => {
    clock.set(begin.toString());
    const { ask, page } = askingForDueDates({ context, ...(await aBooking({ context })) });
    expect(await ask('report', { kind: 'sooner' })).toEqual({ kind: 'has_a_date' });
    expect((await page('report')).viewer.due).toMatchObject({ sooner: null, hasDate: true });
  });
});

describe('put off by the report', () => {
  test('it goes as far as the ceiling and no further, and only for the report', async () => {
    const { later, ask, page, read } = await aDueOne();
    const { latest } = (await page('report')).viewer.due!;
    expect(latest).toBe('2027-11-02');
    expect(await later(day('2027-11-03'))).toEqual({ kind: 'out_of_range', latest: day('2027-11-02') });
    expect(await later((await read()).dueOn)).toMatchObject({ kind: 'out_of_range' });
    expect(await ask('manager', { kind: 'later', until: day('2027-06-01') })).toEqual({ kind: 'not_possible' });
    expect(await later(day('2027-11-02'))).toMatchObject({ kind: 'asked' });
    expect(await later(day('2027-10-02'))).toEqual({ kind: 'asked_before' });
  });

  test('again and again, it never passes the ceiling', async () => {
    const { later, sweep, read, page } = await aDueOne();
    for (const until of ['2027-05-01', '2027-09-01', '2027-11-02']) {
      expect(await later(day(until))).toMatchObject({ kind: 'asked' });
      await sweep();
    }
    expect((await read()).dueOn.toString()).toBe('2027-11-02');
    expect((await page('report')).viewer.due?.latest).toBeNull();
    expect(await later(day('2027-11-03'))).toEqual({ kind: 'not_possible' });
  });

  test('with a date, the event goes out of both calendars and another is found before the new due date', async () => {
    clock.set(begin.toString());
    const { organizationId, conversationId, manager, report, event } = await aBooking({ context });
    const { later, read, history, sweep } = askingForDueDates({
      context,
      organizationId,
      conversationId,
      manager,
      report,
    });
    const until = event.startsAt.toZonedDateTimeISO('Europe/Berlin').toPlainDate().add({ days: 40 });
    await later(until);
    expect((await read()).state).toBe('booked');
    await sweep();
    expect(await read()).toMatchObject({ state: 'due', startsAt: null, managerMoves: 0 });
    await turn(context, { organizationId });
    const { state, startsAt } = await read();
    expect(state).toBe('booked');
    const found = startsAt!.toZonedDateTimeISO('Europe/Berlin').toPlainDate();
    expect(Temporal.PlainDate.compare(found, until)).toBeLessThanOrEqual(0);
    const seen = (await context.world.seenBy(report.workEmail)).filter(({ title }) => title?.startsWith('Career'));
    expect(seen.map(({ start }) => start.toString())).toEqual([startsAt!.toString()]);
    expect((await history()).map(({ kind, actor }) => `${kind} ${actor}`)).toEqual(
      expect.arrayContaining(['unbooked throughline', 'due_date_changed throughline']),
    );
    expect((await history()).some(({ actor }) => actor === 'report')).toBe(false);
  });

  test('nobody else can tell it from leave: pages, REST and history are the same, word by word', async () => {
    const asked = await aDueOne();
    const { dueOn } = await asked.read();
    await asked.later(dueOn.add({ days: 20 }));
    await asked.sweep();

    const onLeave = await aDueOne();
    expect((await onLeave.read()).dueOn.equals(dueOn)).toBe(true);
    const startsOn = dueOn.subtract({ days: 5 });
    await db.inOrganization(onLeave.organizationId, (tx) =>
      peopleStore(tx).putLeaves([
        {
          ...aLeave({
            personId: onLeave.report.id,
            from: startsOn.toString(),
            to: startsOn.add({ days: 19 }).toString(),
          }),
          externalId: null,
        },
      ]),
    );
    await onLeave.sweep();
    expect((await onLeave.read()).dueOn.equals((await asked.read()).dueOn)).toBe(true);

    const observed = async ({ organizationId, conversationId, page, history }: typeof asked) => {
      const view = await db.inOrganization(organizationId, (tx) => conversationViewStore(tx).byId(conversationId));
      const sentences = (await history()).map(({ kind, actor, at }) => ({ kind, actor, at: at.toString() }));
      const seen = {
        manager: await page('manager'),
        hr: await page('hr'),
        v1: v1Conversation({ view: view!, now: clock.now() }),
        v1History: await conversationHistory(context, { organizationId, conversationId }),
        sentences,
      };
      return JSON.stringify(seen).replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id');
    };
    expect(await observed(asked)).toBe(await observed(onLeave));
  });
});

describe('taken back', () => {
  test('before it was carried out, it leaves no trace', async () => {
    const { later, back, sweep, rows } = await aDueOne();
    const before = await rows();
    await later(day('2027-08-01'));
    expect(await back('report')).toEqual({ kind: 'taken_back' });
    expect(await back('report')).toEqual({ kind: 'nothing_asked' });
    expect((await sweep()).redated).toBe(0);
    const { dueRequest: _requests, ...after } = await rows();
    const { dueRequest: _none, ...rest } = before;
    expect(after).toEqual(rest);
  });

  test('afterwards it is due as before, in the same words', async () => {
    const { later, back, sweep, read, page } = await aDueOne();
    const { dueOn, leaveShift } = await read();
    await later(day('2027-08-01'));
    await sweep();
    expect(await back('report')).toEqual({ kind: 'asked' });
    await sweep();
    expect((await read()).dueOn.equals(dueOn)).toBe(true);
    expect((await read()).leaveShift).toEqual(leaveShift);
    expect((await page('report')).viewer.due?.asked).toBeNull();
    expect((await page('hr')).dueWhy).toEqual(['Another due date was set.']);
  });
});

test('nobody but the two asks, and while an organisation is paused nothing is carried out', async () => {
  const { organizationId, conversationId, later, sweep, read, ask } = await aDueOne();
  const stranger = { organizationId, conversationId, personId: uuid() };
  expect(await askForDueDate(context, { ...stranger, asked: { kind: 'sooner' } })).toEqual({ kind: 'not_found' });
  expect(await takeBackDueDate(context, stranger)).toEqual({ kind: 'not_found' });
  await later(day('2027-08-01'));
  await pauseOrganization(context, { organizationId, actor: { kind: 'operator' } });
  await sweep();
  expect((await read()).dueOn.toString()).not.toBe('2027-08-01');
  expect(await db.inOrganization(organizationId, (tx) => tx.select().from(dueRequest))).toMatchObject([
    { doneAt: null },
  ]);
  expect(await ask('report', { kind: 'sooner' })).toEqual({ kind: 'asked_before' });
});
