import { agendaStore } from '@throughline/db/agenda-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import { aReportingLine } from '@throughline/domain/testing/builders.ts';
import { describe, expect, test } from 'vitest';
import { openDueConversations } from './open-due-conversations.ts';
import { planConversations } from './plan-conversations.ts';
import { releaseFirstPlan } from './release-first-plan.ts';
import { aTeam, connectPeople, openAccounts, openConversations } from './testing/a-team.ts';
import { bookAll, bookingContext, countCalls, everyProvider, interrupted, turn } from './testing/booking-context.ts';

describe.each(everyProvider)('conversations planned on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;

  async function aConnectedTeam({ reports = 3, hold = 0 }: { reports?: number; hold?: number } = {}) {
    const team = await aTeam({ context, reports, rules: { firstPlanHoldWorkingDays: hold } });
    const { organizationId, manager } = team;
    await openAccounts({ world, people: [manager, ...team.reports] });
    await connectPeople({ context, world, organizationId, people: [manager] });
    await openDueConversations(context, { organizationId });
    return { ...team, read: () => openConversations({ db, organizationId }) };
  }

  const waitingFor = (open: Awaited<ReturnType<typeof openConversations>>) =>
    open.map(({ conversation }) => conversation.waitingFor);

  test('every conversation due within the horizon gets one event, with lead time and an explanation', async () => {
    const { organizationId, read } = await aConnectedTeam();
    expect(await planConversations(context, { organizationId })).toEqual({
      planned: 3,
      withoutSlot: 0,
      unreadManagers: 0,
    });
    const earliest = clock.now().add({ hours: 21 * 24 });
    for (const { conversation, event } of await read()) {
      expect(event).toMatchObject({ step: 'planned', desiredStep: 'invited', desiredVersion: 1, appliedVersion: 0 });
      expect(Temporal.Instant.compare(event!.startsAt, earliest)).toBe(1);
      expect(conversation.explanation.join(' ')).toMatch(/possible starts/);
      const agenda = await db.inOrganization(organizationId, (tx) => agendaStore(tx).ofConversation(conversation.id));
      expect(agenda).toMatchObject({ template: 'story', templateVersion: 1 });
      expect(event!.draft.agendaUrl).toBe(`http://throughline.example/conversations/${conversation.id}/agenda`);
    }
  });

  test('planned again, nothing is asked of any calendar and nothing is added', async () => {
    const { organizationId, read } = await aConnectedTeam();
    await planConversations(context, { organizationId });
    const asked = await countCalls({ world, path: world.paths.freeBusy });
    const before = await read();
    expect(await planConversations(context, { organizationId })).toEqual({
      planned: 0,
      withoutSlot: 0,
      unreadManagers: 0,
    });
    expect(await countCalls({ world, path: world.paths.freeBusy })).toBe(asked);
    expect(await read()).toEqual(before);
  });

  test('of several planners at once, one plans', async () => {
    const { organizationId, read } = await aConnectedTeam();
    const results = await Promise.all([1, 2, 3, 4].map(() => planConversations(context, { organizationId })));
    expect(results.map(({ planned }) => planned).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 3]);
    expect((await read()).every(({ event }) => event?.generation === 1)).toBe(true);
  });

  test('a planner that lost its lease while it read calendars stores nothing', async () => {
    const { organizationId, read } = await aConnectedTeam();
    const other = { planned: 0 };
    const slow = interrupted({
      context,
      before: 'freeBusy',
      happens: async () => {
        clock.advanceWallBy({ minutes: 6 });
        Object.assign(other, await planConversations(context, { organizationId }));
      },
    });
    expect(await planConversations(slow, { organizationId })).toMatchObject({ planned: 0 });
    expect(other.planned).toBe(3);
    expect((await read()).every(({ event }) => event !== null)).toBe(true);
  });

  test('without the manager’s calendar nothing is planned, and the conversation says so', async () => {
    const team = await aTeam({ context, reports: 2 });
    const { organizationId } = team;
    await turn(context, { organizationId });
    const open = await openConversations({ db, organizationId });
    expect(waitingFor(open)).toEqual(['manager_not_connected', 'manager_not_connected']);
    expect(open.every(({ event }) => event === null)).toBe(true);
  });

  test('a report who cannot be seen waits, is asked about again a day later, and at once after connecting', async () => {
    const team = await aTeam({ context, rules: { firstPlanHoldWorkingDays: 0 } });
    const { organizationId, manager, reports } = team;
    await openAccounts({ world, people: [manager] });
    await world.addPerson({ email: reports[0]!.workEmail, sharesFreeBusy: false });
    await connectPeople({ context, world, organizationId, people: [manager] });
    await openDueConversations(context, { organizationId });

    expect(await planConversations(context, { organizationId })).toMatchObject({ planned: 0, withoutSlot: 1 });
    expect(waitingFor(await openConversations({ db, organizationId }))).toEqual(['calendar_unknown']);
    expect(await planConversations(context, { organizationId })).toMatchObject({ withoutSlot: 0 });
    clock.advanceBy({ days: 1 });
    expect(await planConversations(context, { organizationId })).toMatchObject({ withoutSlot: 1 });

    clock.advanceBy({ minutes: 1 });
    await connectPeople({ context, world, organizationId, people: reports, purpose: 'availability' });
    expect(await planConversations(context, { organizationId })).toMatchObject({ planned: 1 });
  });

  test('a manager’s calendar that cannot be read is read again after a while', async () => {
    const { organizationId, manager } = await aConnectedTeam();
    const path = world.paths.freeBusy;
    await world.inject({ kind: 'status', status: 503, account: manager.workEmail, path, times: 9 });
    expect(await planConversations(context, { organizationId })).toEqual({
      planned: 0,
      withoutSlot: 0,
      unreadManagers: 1,
    });
    expect(await planConversations(context, { organizationId })).toEqual({
      planned: 0,
      withoutSlot: 0,
      unreadManagers: 0,
    });
    await world.control('DELETE', 'faults');
    clock.advanceBy({ minutes: 15 });
    expect(await planConversations(context, { organizationId })).toMatchObject({ planned: 3 });
  });

  test('who manages one team and reports in another has no two conversations on a day', async () => {
    const { organizationId, manager } = await aConnectedTeam({ reports: 1 });
    const boss = await aBoss({ organizationId, of: manager.id });
    await openDueConversations(context, { organizationId });
    expect(await planConversations(context, { organizationId })).toMatchObject({ planned: 2 });
    const open = await openConversations({ db, organizationId });
    const days = open.map(({ event }) => event!.startsAt.toZonedDateTimeISO('Europe/Berlin').toPlainDate().toString());
    expect(new Set(days).size).toBe(2);
    expect(new Set(open.map(({ conversation }) => conversation.managerId))).toEqual(new Set([boss.id, manager.id]));
  });

  async function aBoss({ organizationId, of }: { organizationId: string; of: string }) {
    const boss = aStoredPerson({ displayName: 'Cleo Adu', country: null });
    await db.inOrganization(organizationId, async (tx) => {
      await peopleStore(tx).put([boss]);
      const line = { ...aReportingLine({ reportId: of, managerId: boss.id }), id: uuid() };
      await reportingLineStore(tx).replace({ removedIds: [], put: [line] });
    });
    await openAccounts({ world, people: [boss] });
    await connectPeople({ context, world, organizationId, people: [boss] });
    return boss;
  }

  describe('the first plan of a newly connected manager', () => {
    test('waits two working days, then leaves by itself', async () => {
      clock.set('2026-11-05T09:00:00Z');
      const { organizationId, manager, read } = await aConnectedTeam({ hold: 2 });
      expect(await planConversations(context, { organizationId })).toMatchObject({ planned: 3 });
      expect(waitingFor(await read())).toEqual(['first_plan_hold', 'first_plan_hold', 'first_plan_hold']);
      const held = (await read()).map(({ event }) => event?.heldUntil?.toString());
      expect(new Set(held)).toEqual(new Set(['2026-11-09T09:00:00Z']));

      clock.set('2026-11-09T08:59:00Z');
      expect(await bookAll(context, { organizationId })).toEqual([]);
      expect(await world.seenBy(manager.workEmail)).toEqual([]);
      clock.set('2026-11-09T09:00:00Z');
      expect(await bookAll(context, { organizationId })).toEqual(['stands', 'stands', 'stands']);
      const starts = (await read()).map(({ conversation }) => conversation.startsAt!);
      const earliest = clock.now().add({ hours: 21 * 24 });
      expect(starts.every((start) => Temporal.Instant.compare(start, earliest) >= 0)).toBe(true);
    });

    test('leaves at once when the manager says so, and once only', async () => {
      const { organizationId, manager, read } = await aConnectedTeam({ hold: 2 });
      await planConversations(context, { organizationId });
      const input = { organizationId, managerId: manager.id, actor: { kind: 'person', id: manager.id } } as const;
      expect(await releaseFirstPlan(context, input)).toEqual({ invitations: 3 });
      expect(await releaseFirstPlan(context, input)).toEqual({ invitations: 0 });
      expect(await bookAll(context, { organizationId })).toEqual(['stands', 'stands', 'stands']);
      expect((await read()).map(({ conversation }) => conversation.state)).toEqual(['booked', 'booked', 'booked']);
    });
  });
});
