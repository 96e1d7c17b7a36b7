import { conversationStore } from '@throughline/db/conversation-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { aStoredPerson } from '@throughline/db/testing/rows.ts';
import { day } from '@throughline/domain/testing/builders.ts';
import { localDateOf } from '@throughline/domain/time/local-date.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { conversationDetails } from './conversation-details.ts';
import { decideOutcomes } from './decide-outcomes.ts';
import { endActingManager } from './end-acting-manager.ts';
import { endConversations } from './end-conversations.ts';
import { nameActingManager } from './name-acting-manager.ts';
import { countCoverage } from './publish-coverage.ts';
import { recordEvidence } from './record-evidence.ts';
import { aBooking } from './testing/a-booking.ts';
import { connectPeople, openAccounts } from './testing/a-team.ts';
import { bookingContext, everyProvider, turn } from './testing/booking-context.ts';
import { loadViewer } from './viewer.ts';

describe.each(everyProvider)('a manager who is away for long, with calendars on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;
  beforeEach(() => clock.set('2026-11-02T08:00:00Z'));

  /** Ana's date with Ben, who will be away over it for ten weeks, and Cleo with a calendar of her own. */
  async function aDate() {
    const booking = await aBooking({ context });
    const { organizationId, manager, report } = booking;
    const { conversation } = await booking.read();
    const on = localDateOf({ instant: conversation.startsAt!, timeZone: 'Europe/Berlin' });
    const absence = { startsOn: on.subtract({ days: 20 }), endsOn: on.add({ days: 50 }) };
    const cleo = aStoredPerson({ displayName: 'Cleo Adu', country: null });
    await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([cleo]));
    await openAccounts({ world, people: [cleo] });
    await connectPeople({ context, world, organizationId, people: [cleo] });
    const latest = async () => {
      const [one] = await db.inOrganization(organizationId, (tx) => conversationStore(tx).latest());
      return one!;
    };
    return {
      ...booking,
      cleo,
      on,
      absence,
      dueOn: conversation.dueOn,
      slot: { start: conversation.startsAt!, end: conversation.endsAt! },
      latest,
      goesOnLeave: () =>
        db.inOrganization(organizationId, (tx) =>
          peopleStore(tx).putLeaves([{ ...absence, personId: manager.id, externalId: null }]),
        ),
      names: (given: Partial<Parameters<typeof nameActingManager>[1]> = {}) =>
        nameActingManager(context, {
          organizationId,
          managerEmail: manager.workEmail,
          actingEmail: cleo.workEmail,
          reportEmail: null,
          ...absence,
          authorEmail: cleo.workEmail,
          actor: { kind: 'operator' },
          ...given,
        }),
      sees: async (person: StoredPerson) => (await world.seenBy(person.workEmail)).length,
      rolesOf: async ({ id: personId }: StoredPerson) => {
        const today = localDateOf({ instant: clock.now(), timeZone: 'Europe/Berlin' });
        const viewer = await db.inOrganization(organizationId, (tx) =>
          loadViewer({ tx, organizationId, personId, today }),
        );
        return viewer;
      },
      report,
    };
  }

  test('without somebody who stands in, the date goes, the conversation says why it waits, and its due date stands', async () => {
    const date = await aDate();
    await date.goesOnLeave();
    expect(await turn(context, date)).toEqual(['cancelled']);
    const waiting = await date.latest();
    expect(waiting).toMatchObject({ state: 'due', managerId: date.manager.id, waitingFor: 'manager_away' });
    expect(waiting.dueOn.equals(date.dueOn)).toBe(true);
    const viewer = await date.rolesOf(date.report);
    const page = await conversationDetails(context, { viewer: viewer!, conversationId: waiting.id });
    expect(page?.history.at(-1)?.sentence).toBe(
      'Needs a date: the manager is away for long, and nobody stands in yet.',
    );
    const { organizationId } = date;
    const asOf = date.dueOn.add({ days: 1 });
    const counted = await db.inOrganization(organizationId, (tx) =>
      countCoverage({ tx, organizationId, asOf, now: clock.now() }),
    );
    expect(counted?.facts[0]).toMatchObject({ eligibility: { eligible: true }, upcoming: null });
  });

  test('once the manager is back early, a date is found again', async () => {
    const date = await aDate();
    await date.goesOnLeave();
    await turn(context, date);
    await db.inOrganization(date.organizationId, async (tx) => {
      const leaves = await peopleStore(tx).statedLeavesOf([date.manager.id]);
      await peopleStore(tx).removeLeaves(leaves.map(({ id }) => id));
    });
    expect(await turn(context, date)).toEqual(['stands']);
    expect(await date.latest()).toMatchObject({ state: 'booked', managerId: date.manager.id });
  });

  test('whoever is named takes the date over at the same time, and sees it; the line stays', async () => {
    const date = await aDate();
    await date.goesOnLeave();
    expect(await date.names()).toMatchObject({ kind: 'named' });
    expect(await turn(context, date)).toEqual(['stands']);
    expect(await turn(context, date)).toEqual(['cancelled']);
    const taken = await date.latest();
    expect(taken).toMatchObject({ state: 'booked', managerId: date.cleo.id, sequence: 2 });
    expect([taken.startsAt!.equals(date.slot.start), taken.dueOn.equals(date.dueOn)]).toEqual([true, true]);
    expect([await date.sees(date.manager), await date.sees(date.cleo), await date.sees(date.report)]).toEqual([
      0, 1, 1,
    ]);
    const cleo = await date.rolesOf(date.cleo);
    expect([...(cleo?.roles ?? [])]).toEqual(['manager']);
    expect(await conversationDetails(context, { viewer: cleo!, conversationId: taken.id })).toMatchObject({
      viewer: { side: 'manager' },
    });
    const superseded = await db.inOrganization(date.organizationId, (tx) =>
      conversationStore(tx).history(date.conversationId),
    );
    expect(superseded.at(-1)).toMatchObject({ kind: 'superseded', details: { to: 'acting_manager', sooner: false } });
    expect(await turn(context, date)).toEqual([]);
  });

  test('a date before the absence stays with the manager', async () => {
    const date = await aDate();
    await date.names({ startsOn: date.on.add({ days: 1 }) });
    expect(await turn(context, date)).toEqual([]);
    expect(await date.latest()).toMatchObject({ state: 'booked', managerId: date.manager.id });
  });

  test('when nobody stands in any more, what was not held passes back, and what was held does not', async () => {
    const date = await aDate();
    const named = await date.names();
    if (named.kind !== 'named') throw new Error(named.reason);
    const { organizationId } = date;
    for (let turns = 0; turns < 2; turns += 1) await turn(context, date);
    expect(await endActingManager(context, { organizationId, id: named.id, actor: { kind: 'operator' } })).toBe(
      'ended',
    );
    for (let turns = 0; turns < 2; turns += 1) await turn(context, date);
    const back = await date.latest();
    expect(back).toMatchObject({ state: 'booked', managerId: date.manager.id, sequence: 3 });
    expect([back.startsAt!.equals(date.slot.start), back.dueOn.equals(date.dueOn)]).toEqual([true, true]);
    expect((await date.rolesOf(date.cleo))?.roles.size).toBe(0);
  });

  test('a conversation held with whoever stood in is theirs, and the next one is the manager’s', async () => {
    const date = await aDate();
    await date.names();
    for (let turns = 0; turns < 2; turns += 1) await turn(context, date);
    const held = await date.latest();
    const { organizationId, report } = date;
    clock.set(date.slot.end.add({ hours: 1 }).toString());
    await endConversations(context, { organizationId });
    await recordEvidence(context, { organizationId, conversationId: held.id, personId: report.id, answer: 'happened' });
    await decideOutcomes(context, { organizationId });
    await turn(context, date);
    expect(await date.latest()).toMatchObject({ previousId: held.id, state: 'due', managerId: date.manager.id });
    const kept = await db.inOrganization(organizationId, (tx) => conversationStore(tx).byId(held.id));
    expect(kept).toMatchObject({ state: 'held', managerId: date.cleo.id });
  });

  test('for one report only, the others stay with the manager', async () => {
    const booking = await aBooking({ context, reports: 2 });
    const { organizationId, manager, reports } = booking;
    const cleo = aStoredPerson({ displayName: 'Cleo Adu', country: null });
    await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([cleo]));
    const named = await nameActingManager(context, {
      organizationId,
      managerEmail: manager.workEmail,
      actingEmail: cleo.workEmail,
      reportEmail: reports[0]!.workEmail,
      startsOn: null,
      endsOn: day('2027-03-31'),
      authorEmail: manager.workEmail,
      actor: { kind: 'person', id: manager.id },
    });
    expect(named.kind).toBe('named');
    await turn(context, booking);
    const latest = await db.inOrganization(organizationId, (tx) => conversationStore(tx).latest());
    const managerOf = new Map(latest.map(({ reportId, managerId }) => [reportId, managerId]));
    expect([managerOf.get(reports[0]!.id), managerOf.get(reports[1]!.id)]).toEqual([cleo.id, manager.id]);
  });

  test('somebody stands in for a manager who has left, until HR says who follows', async () => {
    const date = await aDate();
    await db.inOrganization(date.organizationId, (tx) =>
      peopleStore(tx).put([{ ...date.manager, status: 'inactive' }]),
    );
    expect(await turn(context, date)).toEqual(['cancelled']);
    expect(await date.latest()).toMatchObject({ state: 'due', waitingFor: 'manager_inactive' });
    await date.names({ startsOn: null });
    expect(await turn(context, date)).toEqual(['stands']);
    expect(await date.latest()).toMatchObject({ state: 'booked', managerId: date.cleo.id });
  });

  test('somebody who stands in finds days within their time only, so that nothing passes to and fro', async () => {
    const date = await aDate();
    await date.goesOnLeave();
    // Cleo has no hour free but on the last days, and one week after.
    const busyUntil = date.absence.endsOn.subtract({ days: 2 });
    await world.enter({
      email: date.cleo.workEmail,
      entry: { kind: 'all_day_busy', from: '2026-11-02', until: busyUntil.toString() },
    });
    await date.names();
    for (let turns = 0; turns < 4; turns += 1) await turn(context, date);
    const settled = await date.latest();
    const before = settled.sequence;
    for (let days = 0; days < 5; days += 1) {
      clock.advanceBy({ hours: 24 });
      await turn(context, date);
    }
    expect((await date.latest()).sequence).toBe(before);
  });

  test('what cannot be is refused and stored nowhere', async () => {
    const date = await aDate();
    expect(await date.names({ actingEmail: date.manager.workEmail })).toEqual({
      kind: 'refused',
      reason: 'own_stand_in',
    });
    expect(await date.names({ managerEmail: 'zoe@example.com' })).toEqual({
      kind: 'refused',
      reason: 'unknown_manager',
    });
    expect(await date.names({ reportEmail: date.cleo.workEmail })).toEqual({ kind: 'refused', reason: 'own_report' });
    expect(await turn(context, date)).toEqual([]);
  });
});
