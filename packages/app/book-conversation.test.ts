import { conversationStore } from '@throughline/db/conversation-store.ts';
import { connectionStore } from '@throughline/db/connection-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { describe, expect, test } from 'vitest';
import { bookConversation } from './book-conversation.ts';
import { openDueConversations } from './open-due-conversations.ts';
import { pauseOrganization } from './pause-organization.ts';
import { planConversations } from './plan-conversations.ts';
import { resumeOrganization } from './resume-organization.ts';
import { aTeam, connectPeople, openAccounts, openConversations } from './testing/a-team.ts';
import { bookAll, bookingContext, countCalls, everyProvider, interrupted, turn } from './testing/booking-context.ts';
import { withdrawOrganization } from './withdraw-organization.ts';

describe.each(everyProvider)('a conversation booked on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;
  const { cancelledKeepsId } = world.oddities;
  const actor = { kind: 'operator' } as const;

  /** One conversation with a slot, nothing sent yet. */
  async function aPlannedConversation() {
    const team = await aTeam({ context, rules: { firstPlanHoldWorkingDays: 0 } });
    const { organizationId, manager } = team;
    const report = team.reports[0]!;
    await openAccounts({ world, people: [manager, report] });
    await connectPeople({ context, world, organizationId, people: [manager] });
    await openDueConversations(context, { organizationId });
    await planConversations(context, { organizationId });
    const [planned] = await openConversations({ db, organizationId });
    const conversationId = planned!.conversation.id;
    const read = async () => (await openConversations({ db, organizationId }))[0]!;
    const seen = async () => ({
      manager: (await world.seenBy(manager.workEmail)).length,
      report: (await world.seenBy(report.workEmail)).length,
      invitations: await world.calendarMailsTo(report.workEmail),
    });
    return { ...team, report, conversationId, event: planned!.event!, read, seen };
  }

  const once = { manager: 1, report: 1, invitations: 1 };

  test('booked means invited: the event is in both calendars, and the conversation has its date', async () => {
    const { organizationId, conversationId, event, read, seen } = await aPlannedConversation();
    expect(await bookConversation(context, { organizationId, conversationId })).toEqual(['stands']);
    expect(await seen()).toEqual(once);
    const booked = await read();
    expect(booked.conversation).toMatchObject({ state: 'booked', waitingFor: null });
    expect(booked.conversation.bookedAt?.equals(clock.now())).toBe(true);
    expect(booked.conversation.startsAt?.equals(event.startsAt)).toBe(true);
    expect(booked.event).toMatchObject({ step: 'invited', appliedVersion: 1, attempts: 0, leasedUntil: null });
    const history = await db.inOrganization(organizationId, (tx) => conversationStore(tx).history(conversationId));
    expect(history.map(({ kind }) => kind)).toEqual(['opened', 'booked']);
  });

  test('booked again, or by several at once: one event, one invitation', async () => {
    const { organizationId, conversationId, seen } = await aPlannedConversation();
    const input = { organizationId, conversationId };
    await Promise.all([1, 2, 3, 4].map(() => bookConversation(context, input)));
    expect(await bookConversation(context, input)).toEqual([]);
    expect(await seen()).toEqual(once);
  });

  test('the answer to the insert is lost: the event is found before another is made', async () => {
    const { organizationId, conversationId, manager, read, seen } = await aPlannedConversation();
    await world.inject({ kind: 'response_lost', account: manager.workEmail, method: 'POST', path: '/events' });
    expect(await bookConversation(context, { organizationId, conversationId })).toEqual(['postponed']);
    expect((await read()).conversation.state).toBe('due');
    expect((await read()).event).toMatchObject({ step: 'planned', lastError: 'uncertain' });
    expect(await bookAll(context, { organizationId })).toEqual([]);

    clock.advanceWallBy({ seconds: 5 });
    expect(await bookAll(context, { organizationId })).toEqual(['stands']);
    expect(await seen()).toEqual(once);
    expect((await read()).conversation.state).toBe('booked');
  });

  test('a worker that died after the insert leaves an event that the next one finds', async () => {
    const { organizationId, conversationId, read, seen } = await aPlannedConversation();
    const dies = interrupted({
      context,
      before: 'place',
      happens: async () => {
        clock.advanceWallBy({ minutes: 4 });
        expect(await bookConversation(context, { organizationId, conversationId })).toEqual(['stands']);
      },
    });
    expect(await bookConversation(dies, { organizationId, conversationId })).toEqual(['lease_lost']);
    expect(await seen()).toEqual(once);
    expect((await read()).event).toMatchObject({
      step: 'invited',
      leaseNumber: expect.toSatisfy((number) => number > 1),
    });
  });

  test('deleted while nobody knew whether it was there: it goes on, under the next id where this one is used up', async () => {
    const { organizationId, conversationId, manager, read } = await aPlannedConversation();
    await world.inject({ kind: 'response_lost', account: manager.workEmail, method: 'POST', path: '/events' });
    await bookConversation(context, { organizationId, conversationId });
    const [entry] = await world.seenBy(manager.workEmail);
    await world.edit({ email: manager.workEmail, providerEventId: entry!.id, edit: { kind: 'delete' } });
    clock.advanceWallBy({ seconds: 5 });
    expect(await bookAll(context, { organizationId })).toEqual(['stands']);
    expect((await read()).event).toMatchObject({ generation: cancelledKeepsId ? 2 : 1, step: 'invited' });
    expect(await world.seenBy(manager.workEmail)).toHaveLength(1);
  });

  test.each(['manager', 'report'] as const)(
    'the %s is busy by then: nothing is sent, another slot is found',
    async (who) => {
      const team = await aPlannedConversation();
      const { organizationId, conversationId, event, read, seen } = team;
      const entry = { kind: 'busy', start: event.startsAt.toString(), end: event.endsAt.toString() } as const;
      await world.enter({ email: team[who].workEmail, entry });
      expect(await bookConversation(context, { organizationId, conversationId })).toEqual(['to_be_replanned']);
      expect((await seen()).invitations).toBe(0);
      expect((await read()).event).toBeNull();
      expect(await turn(context, { organizationId })).toEqual(['stands']);
      const replanned = await read();
      expect(replanned.event).toMatchObject({ generation: 2, step: 'invited' });
      expect(replanned.event?.startsAt.equals(event.startsAt)).toBe(false);
    },
  );

  test('too late for lead time: nothing is sent, another slot is found', async () => {
    const { organizationId, conversationId, event, read, seen } = await aPlannedConversation();
    const before = clock.now();
    clock.set(event.startsAt.subtract({ hours: 20 * 24 }));
    expect(await bookConversation(context, { organizationId, conversationId })).toEqual(['to_be_replanned']);
    expect((await seen()).invitations).toBe(0);
    expect(await turn(context, { organizationId })).toEqual(['stands']);
    const lead = clock.now().until((await read()).event!.startsAt);
    expect(lead.total('hours')).toBeGreaterThanOrEqual(21 * 24);
    clock.set(before);
  });

  test('throttled: the provider’s wish to wait is kept', async () => {
    const { organizationId, conversationId, manager, read, seen } = await aPlannedConversation();
    await world.inject({
      kind: 'throttle',
      account: manager.workEmail,
      method: 'POST',
      path: '/events',
      retryAfter: 120,
    });
    expect(await bookConversation(context, { organizationId, conversationId })).toEqual(['postponed']);
    expect((await read()).event?.lastError).toBe('throttled');
    clock.advanceWallBy({ seconds: 119 });
    expect(await bookAll(context, { organizationId })).toEqual([]);
    clock.advanceWallBy({ seconds: 1 });
    expect(await bookAll(context, { organizationId })).toEqual(['stands']);
    expect(await seen()).toEqual(once);
  });

  test('a revoked grant: one call, then the event waits for the manager to connect again', async () => {
    const { organizationId, conversationId, manager, read } = await aPlannedConversation();
    await world.inject({ kind: 'revoked_grant', account: manager.workEmail });
    expect(await bookConversation(context, { organizationId, conversationId })).toEqual(['postponed']);
    const connection = await db.inOrganization(organizationId, (tx) => connectionStore(tx).ofPerson(manager.id));
    expect(connection?.status).toBe('reconnect_required');
    const calls = await countCalls({ world, path: '' });
    clock.advanceWallBy({ minutes: 30 });
    expect(await turn(context, { organizationId })).toEqual([]);
    expect(await countCalls({ world, path: '' })).toBe(calls);
    expect((await read()).conversation).toMatchObject({ state: 'due', waitingFor: 'manager_not_connected' });
  });

  test('paused: nothing leaves; resumed: it does', async () => {
    const { organizationId, conversationId, seen } = await aPlannedConversation();
    await pauseOrganization(context, { organizationId, actor });
    expect(await bookConversation(context, { organizationId, conversationId })).toEqual(['nothing']);
    expect(await turn(context, { organizationId })).toEqual([]);
    expect((await seen()).invitations).toBe(0);
    await resumeOrganization(context, { organizationId, actor });
    expect(await turn(context, { organizationId })).toEqual(['stands']);
    expect(await seen()).toEqual(once);
  });

  test('withdrawn: what is to come is cancelled in both calendars, and nothing else leaves', async () => {
    const { organizationId, conversationId, seen, read } = await aPlannedConversation();
    await bookConversation(context, { organizationId, conversationId });
    expect(await withdrawOrganization(context, { organizationId, actor })).toEqual({
      kind: 'withdrawn',
      cancelledEvents: 1,
    });
    expect(await turn(context, { organizationId })).toEqual(['cancelled']);
    expect(await seen()).toMatchObject({ manager: 0, report: 0 });
    expect((await read()).conversation).toMatchObject({ state: 'due', startsAt: null });
    expect(await turn(context, { organizationId })).toEqual([]);
  });

  test('the report leaves: the event is cancelled, also where its insert was never answered', async () => {
    const { organizationId, conversationId, manager, report, seen } = await aPlannedConversation();
    await world.inject({ kind: 'response_lost', account: manager.workEmail, method: 'POST', path: '/events' });
    await bookConversation(context, { organizationId, conversationId });
    await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([{ ...report, status: 'inactive' }]));
    clock.advanceWallBy({ seconds: 5 });
    expect(await turn(context, { organizationId })).toEqual(['cancelled']);
    expect(await seen()).toMatchObject({ manager: 0, report: 0 });
  });
});
