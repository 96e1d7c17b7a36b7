import { describe, expect, test } from 'vitest';
import type { WorkingHours } from '../people/person.ts';
import { aLeave, aSlot, at, day, someRules } from '../testing/builders.ts';
import { planConversations } from './plan.ts';
import type { PlannedConversation } from './planned-conversation.ts';
import { aConversationToPlan, aPlannedPerson, ben, planningDay } from '../testing/planning-builders.ts';
import type { ConversationToPlan, PlannedPerson } from './planning-input.ts';

function planOne(
  conversation: Partial<ConversationToPlan> = {},
  manager: Partial<PlannedPerson> = {},
): PlannedConversation {
  const [planned] = planConversations({
    managers: [{ manager: ben(manager), conversations: [aConversationToPlan(conversation)] }],
    now: planningDay,
  });
  return planned!;
}

function team(
  size: number,
  given: (index: number) => Partial<ConversationToPlan> = () => ({}),
): readonly ConversationToPlan[] {
  return Array.from({ length: size }, (_, index) =>
    aConversationToPlan({
      conversationId: `conversation-${index}`,
      report: aPlannedPerson({ personId: `report-${index}`, name: `Report ${index}` }),
      ...given(index),
    }),
  );
}

const startOf = (planned: PlannedConversation) =>
  planned.kind === 'slot' ? planned.slot.start.toString() : planned.reason;
const wednesdaysOnly: WorkingHours = { 3: [{ from: '09:00', to: '10:00' }] };

describe('one conversation', () => {
  test('with empty calendars it is on the ideal day, at an hour that suits both and breaks nothing up', () => {
    expect(planOne()).toMatchObject({ kind: 'slot', slot: aSlot({ start: '2026-12-09T09:00:00Z' }), late: false });
  });

  test('the answer explains itself', () => {
    expect(
      planOne({
        report: aPlannedPerson({
          timeZone: 'Europe/London',
          freeBusy: { kind: 'known', busy: [aSlot({ start: '2026-12-09T11:00:00Z' })] },
        }),
      }),
    ).toMatchInlineSnapshot(`
      {
        "conversationId": "conversation-1",
        "cost": 6,
        "explanation": [
          "Wednesday, 9 December 2026, 11:00–12:00 (Europe/Berlin), which is Wednesday, 9 December 2026, 10:00–11:00 (Europe/London).",
          "The invitation goes out 37 days ahead; the policy asks for 21.",
          "On the ideal day, Wednesday, 9 December 2026, 7 days before the due date.",
          "Of 1250 possible starts within both people's working hours, 7 meet something in Ana Sousa's calendar; 1243 are left.",
          "Inconvenience 6 minutes: 6 for breaking up free hours.",
        ],
        "kind": "slot",
        "late": false,
        "managerId": "ben",
        "reportId": "ana",
        "slot": {
          "end": "2026-12-09T11:00:00Z",
          "start": "2026-12-09T10:00:00Z",
        },
      }
    `);
  });

  test('a day that was turned down is not proposed again, whatever the hour', () => {
    const dayOf = (planned: PlannedConversation) => startOf(planned).slice(0, 10);
    expect(dayOf(planOne())).toBe('2026-12-09');
    const turnedDown = [aSlot({ start: '2026-12-09T09:00:00Z' })];
    expect(dayOf(planOne({ turnedDown }))).not.toBe('2026-12-09');
  });

  test('when the report’s calendar is unknown, it waits for that', () => {
    const planned = planOne({
      report: aPlannedPerson({ freeBusy: { kind: 'unknown', reason: 'the account answered notFound' } }),
    });
    expect(planned).toMatchObject({
      kind: 'none',
      reason: 'calendar_unknown',
      explanation: ['When Ana Sousa is free is not known: the account answered notFound.'],
    });
  });

  test('when the manager’s calendar is unknown, it waits for that', () => {
    expect(planOne({}, { freeBusy: { kind: 'unknown', reason: 'throttled' } })).toMatchObject({
      kind: 'none',
      reason: 'calendar_unknown',
    });
  });

  test('without a time zone nobody is booked', () => {
    expect(planOne({ report: aPlannedPerson({ timeZone: null }) })).toMatchObject({
      kind: 'none',
      reason: 'no_time_zone',
    });
  });

  test('due beyond the horizon, it waits', () => {
    expect(planOne({ dueOn: day('2027-03-01') })).toMatchObject({ kind: 'none', reason: 'beyond_horizon' });
  });

  test('due sooner than lead time allows, it is late, as near to the due date as can be, and says so', () => {
    const planned = planOne({ dueOn: day('2026-11-20') });
    expect(planned).toMatchObject({ kind: 'slot', late: true });
    expect(startOf(planned)).toBe('2026-11-24T09:00:00Z');
    expect(planned.explanation).toContain(
      'It is 4 days late, falling due on Friday, 20 November 2026: nothing before it suits both.',
    );
  });

  test('lead time counts from when invitations go out, not from when the plan is made', () => {
    const [planned] = planConversations({
      managers: [{ manager: ben(), conversations: [aConversationToPlan({ dueOn: day('2026-11-20') })] }],
      now: planningDay,
      invitationsAt: at('2026-11-04T09:00:00Z'),
    });
    expect(startOf(planned!)).toBe('2026-11-26T09:00:00Z');
  });

  test('a blackout, a public holiday and leave of either close the day', () => {
    const rules = someRules({ blackouts: [{ from: '2026-12-07', to: '2026-12-09', label: 'Year-end close' }] });
    const holiday = day('2026-12-10');
    const report = aPlannedPerson({
      isHoliday: (date) => date.equals(holiday),
      leaves: [aLeave({ from: '2026-12-11', to: '2026-12-15' })],
    });
    const planned = planOne({ rules, report });
    expect(startOf(planned)).toBe('2026-12-04T09:00:00Z');
    expect(planned.explanation).toContain(
      'Left out for Ana Sousa: 3 working days in a blackout period, 1 working day on public holidays, 3 working days on leave.',
    );
  });

  test('it stays a whole day away from the regular 1:1, before and after', () => {
    const oneOnOnes = [aSlot({ start: '2026-12-09T13:00:00Z', minutes: 30 })];
    const planned = planOne({ oneOnOnes });
    expect(startOf(planned)).toBe('2026-12-08T09:00:00Z');
  });

  test('the due date is inclusive in the report’s zone, even where the manager’s date is another', () => {
    const auckland = aPlannedPerson({ timeZone: 'Pacific/Auckland', workingHours: wednesdaysOnly });
    const losAngeles = { timeZone: 'America/Los_Angeles', workingHours: { 2: [{ from: '12:00', to: '14:00' }] } };
    const tuesdayThere = planOne(
      { report: auckland, dueOn: day('2026-12-02'), rules: someRules({ idealDaysBeforeDue: 0 }) },
      losAngeles,
    );
    expect(tuesdayThere).toMatchObject({ kind: 'slot', late: false, slot: aSlot({ start: '2026-12-01T20:00:00Z' }) });
  });

  test('a manager’s hour before and after the clock change stays the same on the wall', () => {
    const newYork = { timeZone: 'America/New_York', workingHours: wednesdaysOnly };
    const report = aPlannedPerson({ timeZone: 'America/New_York' });
    const rules = someRules({ idealDaysBeforeDue: 0 });
    const summer = {
      managers: [
        { manager: ben(newYork), conversations: [aConversationToPlan({ report, rules, dueOn: day('2026-10-28') })] },
      ],
      now: at('2026-09-01T00:00:00Z'),
    };
    const winter = {
      managers: [
        { manager: ben(newYork), conversations: [aConversationToPlan({ report, rules, dueOn: day('2026-11-04') })] },
      ],
      now: at('2026-09-01T00:00:00Z'),
    };
    expect(planConversations(summer).map(startOf)).toEqual(['2026-10-28T13:00:00Z']);
    expect(planConversations(winter).map(startOf)).toEqual(['2026-11-04T14:00:00Z']);
  });
});

describe('hours that never meet', () => {
  const bangalore = aPlannedPerson({ timeZone: 'Asia/Kolkata', workingHours: { 3: [{ from: '09:00', to: '17:00' }] } });
  const newYork = { timeZone: 'America/New_York', workingHours: { 3: [{ from: '09:00', to: '17:00' }] } };

  test('nobody is asked to work longer unless the policy opted in', () => {
    const planned = planOne({ report: bangalore }, newYork);
    expect(planned).toMatchObject({ kind: 'none', reason: 'no_common_time' });
    expect(planned.explanation[0]).toMatch(/never both at work for 60 minutes/);
  });

  test('with fringe hours the sides take turns, and both give where one is not enough', () => {
    const berlin = aPlannedPerson({ workingHours: { 3: [{ from: '09:00', to: '15:00' }] } });
    const rules = someRules({ fringeMinutes: 60 });
    expect(startOf(planOne({ report: berlin, rules, sequence: 1 }, newYork))).toBe('2026-12-09T13:00:00Z');
    expect(startOf(planOne({ report: berlin, rules, sequence: 2 }, newYork))).toBe('2026-12-09T14:00:00Z');
    expect(planOne({ report: bangalore, rules: someRules({ fringeMinutes: 180 }) }, newYork)).toMatchObject({
      kind: 'slot',
    });
  });
});

describe('a manager’s conversations together', () => {
  test('at most two fall in one week while other weeks can hold them', () => {
    const plan = planConversations({ managers: [{ manager: ben(), conversations: team(6) }], now: planningDay });
    const weeks = Map.groupBy(plan, (planned) => (Math.floor(Date.parse(startOf(planned)) / 86_400_000 + 3) / 7) | 0);
    expect([...weeks.values()].map((week) => week.length).every((count) => count <= 2)).toBe(true);
    expect(plan.every((planned) => planned.kind === 'slot' && !planned.late)).toBe(true);
  });

  test('more than two fall in one week when the window cannot hold them otherwise, and it says so', () => {
    const plan = planConversations({
      managers: [{ manager: ben(), conversations: team(4, () => ({ dueOn: day('2026-11-27') })) }],
      now: planningDay,
    });
    expect(plan.every((planned) => planned.kind === 'slot' && !planned.late)).toBe(true);
    expect(plan.flatMap(({ explanation }) => explanation)).toContainEqual(
      expect.stringMatching(/^It is number 4 in Ben Okafor's week/),
    );
  });

  test('never two on one day: the fifth of a single week is late', () => {
    const plan = planConversations({
      managers: [{ manager: ben(), conversations: team(5, () => ({ dueOn: day('2026-11-27') })) }],
      now: planningDay,
    });
    expect(plan.filter((planned) => planned.kind === 'slot' && planned.late)).toHaveLength(1);
    expect(plan.flatMap(({ explanation }) => explanation)).toContainEqual(
      expect.stringMatching(/the days before it are needed for other conversations/),
    );
  });

  test('whoever finds every common day taken hears that it is for want of days', () => {
    const manager = ben({ workingHours: wednesdaysOnly });
    const rules = someRules({ planningHorizonDays: 30, leadTimeDays: 10 });
    const plan = planConversations({
      managers: [{ manager, conversations: team(6, () => ({ dueOn: day('2026-11-27'), rules })) }],
      now: planningDay,
    });
    expect(plan.map(startOf)).toContain('capacity');
  });

  test('conversations that already have a date count for the day and for the week', () => {
    const booked = ['2026-12-07', '2026-12-08', '2026-12-09', '2026-12-10', '2026-12-11'].map((date) => ({
      slot: aSlot({ start: `${date}T13:00:00Z` }),
      role: 'manager' as const,
    }));
    const planned = planOne({}, { booked });
    expect(startOf(planned)).toBe('2026-12-04T09:00:00Z');
  });

  test('somebody who is manager and report has one conversation a day', () => {
    const chain = planConversations({
      managers: [
        { manager: ben(), conversations: [aConversationToPlan()] },
        {
          manager: aPlannedPerson(),
          conversations: [
            aConversationToPlan({ conversationId: 'conversation-2', report: aPlannedPerson({ personId: 'cem' }) }),
          ],
        },
      ],
      now: planningDay,
    });
    expect(chain.map(startOf)).toEqual(['2026-12-09T09:00:00Z', '2026-12-08T09:00:00Z']);
  });

  test('the order of conversations changes nothing', () => {
    const conversations = team(5);
    const plan = (order: readonly ConversationToPlan[]) =>
      planConversations({ managers: [{ manager: ben(), conversations: order }], now: planningDay });
    expect(plan(conversations.toReversed())).toEqual(plan(conversations));
  });

  test('where a policy allows two a day, they do not overlap', () => {
    const rules = someRules({ maxPerPersonPerDay: 2, maxPerManagerPerWeek: 10 });
    const manager = ben({ workingHours: { 3: [{ from: '09:00', to: '12:00' }] } });
    const plan = planConversations({
      managers: [{ manager, conversations: team(2, () => ({ rules, dueOn: day('2026-11-25') })) }],
      now: planningDay,
    });
    const starts = plan.map((planned) => Date.parse(startOf(planned))).toSorted((a, b) => a - b);
    expect(starts[1]! - starts[0]!).toBeGreaterThanOrEqual(3_600_000);
    expect(new Set(starts.map((start) => Math.floor(start / 86_400_000))).size).toBe(1);
  });
});
