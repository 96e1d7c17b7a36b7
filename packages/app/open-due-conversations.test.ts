import { conversationStore } from '@throughline/db/conversation-store.ts';
import { exemptionStore } from '@throughline/db/exemption-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { aStoredPerson, uuid } from '@throughline/db/testing/rows.ts';
import { aReportingLine, day } from '@throughline/domain/testing/builders.ts';
import { describe, expect, test } from 'vitest';
import { openDueConversations } from './open-due-conversations.ts';
import { aTeam, connectPeople, openAccounts, openConversations, type Team } from './testing/a-team.ts';
import { bookAll, bookingContext, everyProvider, turn } from './testing/booking-context.ts';

describe.each(everyProvider)('what becomes due with calendars on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;
  const nothing = { opened: 0, superseded: 0, ended: 0, unbooked: 0, redated: 0 };

  const put = ({ organizationId }: Team, ...people: readonly StoredPerson[]) =>
    db.inOrganization(organizationId, (tx) => peopleStore(tx).put(people));

  const all = ({ organizationId }: Team) => db.inOrganization(organizationId, (tx) => conversationStore(tx).latest());

  /** From today on these reports report to somebody new, who is returned. */
  async function aNewManager(team: Team, given: Partial<StoredPerson> = {}): Promise<StoredPerson> {
    const { organizationId, reports } = team;
    const manager = aStoredPerson({ displayName: 'Cleo Adu', country: null, ...given });
    const today = clock.now().toZonedDateTimeISO('Europe/Berlin').toPlainDate();
    await put(team, manager);
    await db.inOrganization(organizationId, async (tx) => {
      const store = reportingLineStore(tx);
      const ended = (await store.ofReports(reports.map(({ id }) => id))).map((line) => ({ ...line, validTo: today }));
      const begun = reports.map((report) => ({
        ...aReportingLine({ reportId: report.id, managerId: manager.id, validFrom: today }),
        id: uuid(),
      }));
      await store.replace({ removedIds: [], put: [...ended, ...begun] });
    });
    return manager;
  }

  test('each report has one conversation open, spread over the rollout, and saying why it has no date', async () => {
    const team = await aTeam({ context, reports: 4 });
    expect(await openDueConversations(context, team)).toEqual({ ...nothing, opened: 4 });
    const open = await openConversations({ db, organizationId: team.organizationId });
    expect(open.map(({ conversation }) => conversation.dueOn.toString())).toEqual([
      '2026-11-30',
      '2026-12-15',
      '2026-12-31',
      '2027-01-16',
    ]);
    expect(new Set(open.map(({ conversation }) => conversation.waitingFor))).toEqual(
      new Set(['manager_not_connected']),
    );
  });

  test('run again it changes nothing, and run by several at once it opens one for each', async () => {
    const team = await aTeam({ context, reports: 4 });
    const results = await Promise.all([1, 2, 3, 4].map(() => openDueConversations(context, team)));
    expect(results.map(({ opened }) => opened).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 4]);
    const before = await all(team);
    expect(await openDueConversations(context, team)).toEqual(nothing);
    expect(await all(team)).toEqual(before);
  });

  test.each(['draft', 'paused'] as const)('in a %s organisation nothing opens', async (state) => {
    const stateBeforePause = state === 'paused' ? 'live' : null;
    const team = await aTeam({ context, organization: { state, stateBeforePause } });
    expect(await openDueConversations(context, team)).toEqual(nothing);
    expect(await all(team)).toEqual([]);
  });

  test('in a pilot only its audience is asked', async () => {
    const pilotAudience = { kind: 'group', group: 'Research' } as const;
    const team = await aTeam({ context, reports: 3, organization: { state: 'pilot', pilotAudience } });
    await put(team, { ...team.reports[1]!, groups: ['Research'] });
    expect(await openDueConversations(context, team)).toEqual({ ...nothing, opened: 1 });
    expect((await all(team)).map(({ reportId }) => reportId)).toEqual([team.reports[1]!.id]);
  });

  test('somebody hired is asked within sixty days of their first day, which has to come first', async () => {
    const team = await aTeam({ context });
    await put(team, { ...team.reports[0]!, startDate: day('2026-11-20') });
    expect(await openDueConversations(context, team)).toEqual(nothing);
    clock.set('2026-11-20T08:00:00Z');
    expect(await openDueConversations(context, team)).toMatchObject({ opened: 1 });
    const [opened] = await all(team);
    expect(opened).toMatchObject({ dueWhy: ['Within 60 days of hire.'] });
    expect(opened?.dueOn.toString()).toBe('2027-01-19');
    clock.set('2026-11-02T08:00:00Z');
  });

  test('a conversation from before Throughline counts: the next is due a full interval later', async () => {
    const team = await aTeam({ context });
    await put(team, { ...team.reports[0]!, lastCareerConversationOn: day('2026-08-03') });
    await openDueConversations(context, team);
    const [opened] = await all(team);
    expect(opened?.dueOn.toString()).toBe('2027-01-30');
    expect(opened?.dueWhy).toEqual([
      '180 days after the conversation on 2026-08-03.',
      'HR stated that conversation; it is from before Throughline.',
    ]);
  });

  test('whoever reports to somebody HR has not sent is not asked yet', async () => {
    const team = await aTeam({ context });
    const line = { ...aReportingLine({ reportId: team.manager.id, managerId: 'awaited:E-9' }), id: uuid() };
    await db.inOrganization(team.organizationId, (tx) =>
      reportingLineStore(tx).replace({ removedIds: [], put: [line] }),
    );
    expect(await openDueConversations(context, team)).toMatchObject({ opened: 1 });
  });

  describe('when the manager changes', () => {
    test('a conversation without a date passes on with its due date, and the old one is superseded', async () => {
      const team = await aTeam({ context });
      await openDueConversations(context, team);
      const [before] = await all(team);
      const manager = await aNewManager(team);
      expect(await openDueConversations(context, team)).toEqual({ ...nothing, superseded: 1 });
      const [after] = await all(team);
      expect(after).toMatchObject({ managerId: manager.id, previousId: before!.id, sequence: 2, state: 'due' });
      expect(after!.dueOn.equals(before!.dueOn)).toBe(true);
      expect(await openDueConversations(context, team)).toEqual(nothing);
    });

    test('the old event stays until the new manager’s invitation is out, and then goes', async () => {
      const team = await aBookedTeam();
      const [report] = team.reports;
      const manager = await aNewManager(team);
      await openAccounts({ world, people: [manager] });
      await connectPeople({ context, world, ...team, people: [manager] });

      await openDueConversations(context, team);
      expect(await bookAll(context, team)).toEqual([]);
      expect(await world.seenBy(team.manager.workEmail)).toHaveLength(1);
      expect(await turn(context, team)).toEqual(['stands']);
      expect(await world.seenBy(report!.workEmail)).toHaveLength(2);
      expect(await turn(context, team)).toEqual(['cancelled']);
      expect(await world.seenBy(team.manager.workEmail)).toEqual([]);
      expect(await world.seenBy(manager.workEmail)).toHaveLength(1);
      expect(await world.seenBy(report!.workEmail)).toHaveLength(1);
    });

    test('the old event goes at once where the new manager is not connected', async () => {
      const team = await aBookedTeam();
      await aNewManager(team);
      expect(await turn(context, team)).toEqual(['cancelled']);
      expect(await world.seenBy(team.reports[0]!.workEmail)).toEqual([]);
      expect((await all(team))[0]).toMatchObject({ state: 'due', waitingFor: 'manager_not_connected' });
    });

    test('what was planned and never sent is not sent any more', async () => {
      const team = await aBookedTeam({ hold: 2 });
      await aNewManager(team);
      clock.advanceBy({ days: 7 });
      expect(await turn(context, team)).toEqual([]);
      expect(await world.seenBy(team.reports[0]!.workEmail)).toEqual([]);
      clock.set('2026-11-02T08:00:00Z');
    });
  });

  describe('when somebody leaves', () => {
    test('the report’s conversation closes and its event is cancelled', async () => {
      const team = await aBookedTeam();
      await put(team, { ...team.reports[0]!, endDate: day('2026-11-01') });
      expect(await turn(context, team)).toEqual(['cancelled']);
      expect((await all(team))[0]).toMatchObject({ state: 'closed' });
      expect(await world.seenBy(team.manager.workEmail)).toEqual([]);
    });

    test('a manager’s events are cancelled, and the conversations wait for the next manager', async () => {
      const team = await aBookedTeam();
      await put(team, { ...team.manager, status: 'inactive' });
      expect(await turn(context, team)).toEqual(['cancelled']);
      expect((await all(team))[0]).toMatchObject({ state: 'due', waitingFor: 'manager_inactive' });
      expect(await world.seenBy(team.reports[0]!.workEmail)).toEqual([]);
    });

    test('somebody who comes back is asked again', async () => {
      const team = await aTeam({ context });
      const [report] = team.reports;
      await openDueConversations(context, team);
      await put(team, { ...report!, status: 'inactive' });
      expect(await openDueConversations(context, team)).toEqual({ ...nothing, ended: 1 });
      expect(await openDueConversations(context, team)).toEqual(nothing);
      await put(team, report!);
      expect(await openDueConversations(context, team)).toEqual({ ...nothing, opened: 1 });
      expect((await all(team))[0]).toMatchObject({ state: 'due', sequence: 2 });
    });
  });

  test('an exemption ends the conversation and its event; when it is over the next one opens', async () => {
    const team = await aBookedTeam();
    const [report] = team.reports;
    const exemption = {
      personId: report!.id,
      category: 'parental',
      startsOn: day('2026-11-02'),
      endsOn: day('2026-11-30'),
    } as const;
    const now = clock.now();
    await db.inOrganization(team.organizationId, (tx) =>
      exemptionStore(tx).add({ exemption: { ...exemption, id: uuid(), authorId: null }, now }),
    );
    expect(await turn(context, team)).toEqual(['cancelled']);
    expect((await all(team))[0]).toMatchObject({ state: 'exempt' });
    clock.set('2026-12-01T08:00:00Z');
    expect(await openDueConversations(context, team)).toMatchObject({ opened: 1 });
    expect((await all(team))[0]?.dueOn.toString()).toBe('2026-12-22');
    clock.set('2026-11-02T08:00:00Z');
  });

  describe('leave that becomes known later', () => {
    const takes = (team: Team, startsOn: string, endsOn: string) =>
      db.inOrganization(team.organizationId, (tx) =>
        peopleStore(tx).putLeaves([
          { personId: team.reports[0]!.id, externalId: null, startsOn: day(startsOn), endsOn: day(endsOn) },
        ]),
      );

    test('moves the due date by its length once, and back when it is taken back', async () => {
      const team = await aTeam({ context });
      await openDueConversations(context, team);
      expect((await all(team))[0]?.dueOn.toString()).toBe('2026-11-30');
      await takes(team, '2026-11-10', '2026-11-29');
      expect(await openDueConversations(context, team)).toEqual({ ...nothing, redated: 1 });
      expect(await openDueConversations(context, team)).toEqual(nothing);
      expect((await all(team))[0]).toMatchObject({
        dueWhy: ['At its place in the rollout.', 'Moved by 20 days of leave.'],
      });
      expect((await all(team))[0]?.dueOn.toString()).toBe('2026-12-20');
      const leaves = await db.inOrganization(team.organizationId, (tx) =>
        peopleStore(tx).statedLeavesOf(team.reports.map(({ id }) => id)),
      );
      await db.inOrganization(team.organizationId, (tx) => peopleStore(tx).removeLeaves(leaves.map(({ id }) => id)));
      expect(await openDueConversations(context, team)).toEqual({ ...nothing, redated: 1 });
      expect((await all(team))[0]?.dueOn.toString()).toBe('2026-11-30');
    });

    test('over an event cancels it, and another date is found', async () => {
      const team = await aBookedTeam();
      const before = (await all(team))[0]!.startsAt!;
      const on = before.toZonedDateTimeISO('Europe/Berlin').toPlainDate();
      await takes(team, on.toString(), on.add({ days: 3 }).toString());
      expect(await turn(context, team)).toEqual(['cancelled', 'stands']);
      const [after] = await all(team);
      expect(after).toMatchObject({ state: 'booked' });
      const moved = after!.startsAt!.toZonedDateTimeISO('Europe/Berlin').toPlainDate();
      expect(Temporal.PlainDate.compare(moved, on.add({ days: 3 }))).toBe(1);
      expect(await world.seenBy(team.reports[0]!.workEmail)).toHaveLength(1);
    });

    test('over an event and long enough moves the due date too, before another date is looked for', async () => {
      const team = await aBookedTeam();
      const { startsAt, dueOn } = (await all(team))[0]!;
      const on = startsAt!.toZonedDateTimeISO('Europe/Berlin').toPlainDate();
      await takes(team, on.toString(), on.add({ days: 19 }).toString());
      expect(await openDueConversations(context, team)).toEqual({ ...nothing, unbooked: 1, redated: 1 });
      expect(await openDueConversations(context, team)).toEqual(nothing);
      expect((await all(team))[0]?.dueOn.toString()).toBe(dueOn.add({ days: 20 }).toString());
    });
  });

  /** One report with a date in both calendars, or planned and held back. */
  async function aBookedTeam({ hold = 0 }: { hold?: number } = {}): Promise<Team> {
    const team = await aTeam({ context, rules: { firstPlanHoldWorkingDays: hold } });
    await openAccounts({ world, people: [team.manager, ...team.reports] });
    await connectPeople({ context, world, ...team, people: [team.manager] });
    await turn(context, team);
    return team;
  }
});
