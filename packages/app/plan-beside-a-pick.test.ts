import { overlaps } from '@throughline/domain/time/interval.ts';
import { expect, test } from 'vitest';
import { pickProposedTime } from './pick-proposed-time.ts';
import { planConversations } from './plan-conversations.ts';
import { aBlindTeam } from './testing/a-blind-team.ts';
import { connectPeople } from './testing/a-team.ts';
import { bookingContext, interrupted } from './testing/booking-context.ts';

const context = await bookingContext();
const { clock, world } = context;
const begin = clock.now();

test.each([0, 1, 2])(
  'an hour that is picked (number %i) while the planner looks at it for somebody else is given once',
  async (index) => {
    clock.set(begin.toString());
    // One hour a week, and three weeks to choose from.
    const managerHours = { 2: [{ from: '10:00', to: '11:00' }] };
    const rules = { planningHorizonDays: 40, rolloutDays: 30, proposalDays: 2 };
    const team = await aBlindTeam({ context, reports: 2, managerHours, rules });
    const { organizationId, conversationId, report, reports, read, proposals, wanted } = team;
    const { slots } = (await proposals()).find((one) => one.conversationId === conversationId)!;
    await connectPeople({
      context,
      world,
      organizationId,
      people: reports.filter(({ id }) => id !== report.id),
      purpose: 'availability',
    });
    clock.advanceBy({ hours: 25 });
    const picking = { organizationId, conversationId, personId: report.id, startsAt: slots[index]!.start };
    const beside = interrupted({
      context,
      before: 'freeBusy',
      happens: async () => {
        expect(await pickProposedTime(context, picking)).toMatchObject({ kind: 'picked' });
      },
    });
    await planConversations(beside, { organizationId });
    await planConversations(context, { organizationId });

    expect((await wanted(conversationId))?.startsAt.toString()).toBe(slots[index]!.start.toString());
    const dates = (await read()).flatMap(({ event }) => (event ? [{ start: event.startsAt, end: event.endsAt }] : []));
    expect(dates).toHaveLength(2);
    expect(overlaps(dates[0]!, dates[1]!)).toBe(false);
  },
);
