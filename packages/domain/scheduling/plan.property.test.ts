import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Interval } from '../time/interval.ts';
import { brokenRules, dateOf, worksAt } from '../testing/broken-rules.ts';
import { at, day } from '../testing/builders.ts';
import { aTeam, teamsHorizonDays as horizonDays, teamsNow as now } from '../testing/some-teams.ts';
import { planConversations } from './plan.ts';
import type { PlannedConversation } from './planned-conversation.ts';
import type { ConversationToPlan, TeamToPlan } from './planning-input.ts';

test('whatever the team, every chosen slot keeps every hard rule', () => {
  fc.assert(
    fc.property(aTeam, (team) => {
      const plan = planConversations({ managers: [team], now });
      expect(plan).toHaveLength(team.conversations.length);
      for (const { conversation, slot, late } of chosenIn(plan, team)) {
        expect(brokenRules({ team, conversation, slot, now })).toEqual([]);
        expect(late).toBe(Temporal.PlainDate.compare(dateOf(slot.start, conversation.report), conversation.dueOn) > 0);
      }
      const days = [...team.manager.booked, ...chosenIn(plan, team)].map(({ slot }) =>
        dateOf(slot.start, team.manager).toString(),
      );
      const chosenDays = chosenIn(plan, team).map(({ slot }) => dateOf(slot.start, team.manager).toString());
      for (const date of chosenDays) expect(days.filter((other) => other === date)).toHaveLength(1);
    }),
    { numRuns: 60 },
  );
});

test('whatever the team, nobody is late, and nobody left out, who would fit with the others where they are', () => {
  fc.assert(
    fc.property(aTeam, (team) => {
      const plan = planConversations({ managers: [team], now });
      const chosen = chosenIn(plan, team);
      for (const conversation of team.conversations) {
        const own = chosen.find((each) => each.conversation === conversation);
        if (own && !own.late) continue;
        const others = chosen
          .filter((each) => each !== own)
          .map(({ slot }) => dateOf(slot.start, team.manager).toString());
        const taken = new Set([
          ...others,
          ...team.manager.booked.map(({ slot }) => dateOf(slot.start, team.manager).toString()),
        ]);
        const fits = (slot: Interval) =>
          [team.manager, conversation.report].every((person) => worksAt(slot.start, person)) &&
          !taken.has(dateOf(slot.start, team.manager).toString()) &&
          brokenRules({ team, conversation, slot, now }).length === 0;
        const [until, untilDueOnly] = own
          ? [conversation.dueOn, true]
          : [day('2027-02-20').add({ days: horizonDays }), false];
        for (const slot of everyQuarterHour(conversation)) {
          const date = dateOf(slot.start, untilDueOnly ? conversation.report : team.manager);
          if (Temporal.PlainDate.compare(date, until) <= 0)
            expect(fits(slot), `${conversation.conversationId} at ${slot.start.toString()}`).toBe(false);
        }
      }
    }),
    { numRuns: 15 },
  );
});

test('whatever the team, a second planning of the same gives the same', () => {
  fc.assert(
    fc.property(aTeam, (team) => {
      const shuffled = { ...team, conversations: team.conversations.toReversed() };
      expect(planConversations({ managers: [shuffled], now })).toEqual(planConversations({ managers: [team], now }));
    }),
    { numRuns: 15 },
  );
});

function chosenIn(plan: readonly PlannedConversation[], { conversations }: TeamToPlan) {
  return plan.flatMap((planned) => {
    const conversation = conversations.find(({ conversationId }) => conversationId === planned.conversationId)!;
    return planned.kind === 'slot' ? [{ conversation, slot: planned.slot, late: planned.late }] : [];
  });
}

function* everyQuarterHour({ rules: { durationMinutes } }: ConversationToPlan): Generator<Interval> {
  // The planner's first day is the one after the lead time; until then the checker need not look.
  const first = at('2027-03-07T15:00:00Z');
  for (let quarter = 0; quarter < (horizonDays - 14) * 96; quarter += 1) {
    const start = first.add({ minutes: quarter * 15 });
    yield { start, end: start.add({ minutes: durationMinutes }) };
  }
}
