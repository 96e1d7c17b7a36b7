import { peopleStore } from '@throughline/db/people-store.ts';
import { describe, expect, test } from 'vitest';
import { openDueConversations } from './open-due-conversations.ts';
import { planConversations } from './plan-conversations.ts';
import { pauseOrganization } from './pause-organization.ts';
import { aBlindTeam } from './testing/a-blind-team.ts';
import { connectPeople } from './testing/a-team.ts';
import { bookAll, bookingContext, everyProvider, turn } from './testing/booking-context.ts';

describe.each(everyProvider)('times proposed on %s', async (provider) => {
  const context = await bookingContext({ provider });
  const { db, clock, world } = context;

  test.each([
    ['who does not share when they are busy', false],
    ['of another company', true],
  ] as const)(
    'a report %s is never booked blind: it says so, and there are three times to pick',
    async (_who, foreign) => {
      const { organizationId, read, proposals, history, conversationId } = await aBlindTeam({ context, foreign });
      for (let look = 0; look < 3; look += 1) expect(await turn(context, { organizationId })).toEqual([]);
      const [{ conversation, event } = {}] = await read();
      expect(event).toBeNull();
      expect(conversation).toMatchObject({ state: 'due', waitingFor: 'calendar_unknown' });
      const [open, ...others] = await proposals();
      expect(others).toEqual([]);
      expect(open).toMatchObject({ conversationId, withdrawnAt: null, pickedAt: null });
      expect(open!.slots).toHaveLength(3);
      const earliest = clock.now().add({ hours: (7 + 21) * 24 });
      for (const { start, end } of open!.slots) {
        expect(Temporal.Instant.compare(start, earliest)).toBe(1);
        expect(start.until(end).total('minutes')).toBe(60);
      }
      expect((await history(conversationId)).map(({ kind }) => kind)).toContain('times_proposed');
    },
  );

  test('of several planners at once, one proposes', async () => {
    const { organizationId, proposals } = await aBlindTeam({ context });
    clock.advanceBy({ days: 1 });
    await Promise.all([1, 2, 3, 4].map(() => planConversations(context, { organizationId })));
    expect(await proposals()).toHaveLength(1);
  });

  test('teammates get times of their own, clear of what is in their manager’s calendar', async () => {
    const { proposals } = await aBlindTeam({ context, reports: 3 });
    const starts = (await proposals()).flatMap(({ slots }) => slots.map(({ start }) => start.toString()));
    expect(starts).toHaveLength(9);
    expect(new Set(starts).size).toBe(9);
  });

  test('looked at again each day, the times stay what they are until the last call; then there are new ones', async () => {
    const { organizationId, proposals } = await aBlindTeam({ context });
    const [first] = await proposals();
    const before = clock.now();
    clock.set(first!.expiresAt.subtract({ minutes: 1 }));
    await planConversations(context, { organizationId });
    expect(await proposals()).toHaveLength(1);
    clock.set(first!.expiresAt.add({ hours: 24 }));
    await turn(context, { organizationId });
    const [lapsed, fresh] = await proposals();
    expect(lapsed).toMatchObject({ withdrawnBecause: 'lapsed' });
    expect(fresh).toMatchObject({ withdrawnAt: null });
    clock.set(before);
  });

  test('once a calendar can be read the planner chooses, and the times are taken back', async () => {
    const { organizationId, reports, proposals, read } = await aBlindTeam({ context });
    clock.advanceBy({ minutes: 1 });
    await connectPeople({ context, world, organizationId, people: reports, purpose: 'availability' });
    await planConversations(context, { organizationId });
    expect((await read())[0]!.event).not.toBeNull();
    expect(await proposals()).toMatchObject([{ withdrawnBecause: 'planned' }]);
    expect(await bookAll(context, { organizationId })).toEqual(['stands']);
  });

  test('a conversation that needs no date any more takes its times with it', async () => {
    const { organizationId, report, proposals } = await aBlindTeam({ context });
    const gone = { ...report, status: 'inactive' as const, updatedAt: clock.now() };
    await db.inOrganization(organizationId, (tx) => peopleStore(tx).put([gone]));
    await openDueConversations(context, { organizationId });
    await planConversations(context, { organizationId });
    expect(await proposals()).toMatchObject([{ withdrawnBecause: 'ended' }]);
  });

  test('without a single time to propose the conversation says why, and nothing is offered', async () => {
    const managerHours = { 7: [{ from: '09:00', to: '17:00' }] };
    const { proposals, read } = await aBlindTeam({ context, managerHours });
    expect(await proposals()).toEqual([]);
    const [{ conversation } = {}] = await read();
    expect(conversation!.waitingFor).toBe('calendar_unknown');
    expect(conversation!.explanation.join(' ')).toMatch(/never both at work/);
  });

  test('while the organisation is paused nothing is proposed and nothing is taken back', async () => {
    const { organizationId, proposals } = await aBlindTeam({ context });
    await pauseOrganization(context, { organizationId, actor: { kind: 'operator' } });
    const [open] = await proposals();
    const before = clock.now();
    clock.set(open!.expiresAt.add({ hours: 24 }));
    await planConversations(context, { organizationId });
    expect(await proposals()).toEqual([open]);
    clock.set(before);
  });
});
