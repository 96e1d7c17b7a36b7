import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WorkingHours } from '../people/person.ts';
import type { Interval } from '../time/interval.ts';
import { aLeave, at, day, someRules } from '../testing/builders.ts';
import { aZone } from '../testing/arbitraries.ts';
import { aConversationToPlan, aPlannedPerson } from '../testing/planning-builders.ts';
import { planConversations } from './plan.ts';
import type { PlannedConversation } from './planned-conversation.ts';
import type { ConversationToPlan, PlannedPerson, TeamToPlan } from './planning-input.ts';

/**
 * Plans for arbitrary teams, checked by a second reading of the hard rules that shares no code with the planner:
 * it looks at wall clocks minute by minute and at raw intervals, knowing nothing of grids, spans or flows.
 */

const now = at('2027-02-20T15:30:00Z'); // The clocks of New York, London, Cairo and Lord Howe change within the window.
const horizonDays = 45;

const anHour = fc.constantFrom('07:30', '08:00', '09:00', '10:00');
const someHours: fc.Arbitrary<WorkingHours> = fc
  .record({
    from: anHour,
    noon: fc.constantFrom('12:00', '13:00'),
    after: fc.constantFrom('13:00', '13:30'),
    to: fc.constantFrom('16:00', '18:00', '22:00'),
  })
  .map(({ from, noon, after, to }) => {
    const workday = [
      { from, to: noon },
      { from: after, to },
    ];
    return { 1: workday, 2: workday, 3: workday, 4: workday, 5: [{ from, to }], 7: workday };
  });

const someIntervals = (maxLength: number): fc.Arbitrary<readonly Interval[]> =>
  fc.array(
    fc
      .record({ after: fc.nat({ max: horizonDays * 24 * 12 }), fives: fc.integer({ min: 1, max: 100 }) })
      .map(({ after, fives }) => {
        const start = now.add({ minutes: after * 5 });
        return { start, end: start.add({ minutes: fives * 5 }) };
      }),
    { maxLength },
  );

const aDateAhead = fc.nat({ max: horizonDays }).map((days) => day('2027-02-20').add({ days }));

const aPersonToPlan = (personId: string): fc.Arbitrary<PlannedPerson> =>
  fc
    .record({
      timeZone: aZone,
      workingHours: someHours,
      busy: someIntervals(40),
      holiday: aDateAhead,
      leaveFrom: aDateAhead,
      booked: someIntervals(3),
    })
    .map(({ timeZone, workingHours, busy, holiday, leaveFrom, booked }) =>
      aPlannedPerson({
        personId,
        name: personId,
        timeZone,
        workingHours,
        freeBusy: { kind: 'known', busy },
        isHoliday: (date) => date.equals(holiday),
        leaves: [aLeave({ personId, from: leaveFrom.toString(), to: leaveFrom.add({ days: 4 }).toString() })],
        booked: booked.map((slot) => ({ slot, role: 'manager' as const })),
      }),
    );

const rules = someRules({
  planningHorizonDays: horizonDays,
  leadTimeDays: 14,
  blackouts: [{ from: '2027-03-22', to: '2027-03-24', label: 'Quarter end' }],
});

const aConversation = (index: number): fc.Arbitrary<ConversationToPlan> =>
  fc
    .record({
      report: aPersonToPlan(`report-${index}`),
      dueOn: aDateAhead,
      oneOnOnes: someIntervals(4),
      durationMinutes: fc.constantFrom(45, 60, 90),
    })
    .map(({ report, dueOn, oneOnOnes, durationMinutes }) =>
      aConversationToPlan({
        conversationId: `conversation-${index}`,
        report,
        dueOn,
        oneOnOnes,
        rules: { ...rules, durationMinutes },
      }),
    );

const aTeam: fc.Arbitrary<TeamToPlan> = fc.record({
  manager: aPersonToPlan('manager'),
  conversations: fc
    .integer({ min: 1, max: 4 })
    .chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => aConversation(index)))),
});

test('whatever the team, every chosen slot keeps every hard rule', () => {
  fc.assert(
    fc.property(aTeam, (team) => {
      const plan = planConversations({ managers: [team], now });
      expect(plan).toHaveLength(team.conversations.length);
      for (const { conversation, slot, late } of chosenIn(plan, team)) {
        expect(brokenRules({ team, conversation, slot })).toEqual([]);
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
          brokenRules({ team, conversation, slot }).length === 0;
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

function brokenRules({
  team: { manager },
  conversation,
  slot,
}: {
  team: TeamToPlan;
  conversation: ConversationToPlan;
  slot: Interval;
}): readonly string[] {
  const { report } = conversation;
  const hours = conversation.rules.oneOnOneDistanceHours;
  const near = conversation.oneOnOnes.filter(
    ({ start, end }) => isBefore(start.subtract({ hours }), slot.end) && isBefore(slot.start, end.add({ hours })),
  );
  return [
    ...(isBefore(slot.start, now.add({ hours: conversation.rules.leadTimeDays * 24 })) ? ['lead time'] : []),
    ...(slot.start.until(slot.end).total('minutes') === conversation.rules.durationMinutes ? [] : ['duration']),
    ...(zoned(slot.start, manager).minute % 15 === 0 ? [] : ['quarter hours']),
    ...(near.length > 0 ? ['regular 1:1'] : []),
    ...[manager, report].flatMap((person) => [
      ...(minutesOf(slot).every((minute) => worksAt(minute, person)) ? [] : [`${person.name} at work`]),
      ...(busyOf(person).some(({ start, end }) => isBefore(start, slot.end) && isBefore(slot.start, end))
        ? [`${person.name} free`]
        : []),
      ...(person.booked.some((other) => dateOf(other.slot.start, person).equals(dateOf(slot.start, person)))
        ? [`${person.name} one a day`]
        : []),
    ]),
  ];
}

function worksAt(instant: Temporal.Instant, person: PlannedPerson): boolean {
  const local = zoned(instant, person);
  const date = local.toPlainDate();
  const time = local.toPlainTime().toString().slice(0, 5);
  const spans = person.workingHours?.[local.dayOfWeek as keyof WorkingHours] ?? [];
  if (!spans.some(({ from, to }) => from <= time && time < to)) return false;
  if (person.isHoliday(date)) return false;
  const isIn = (from: Temporal.PlainDate, to: Temporal.PlainDate) =>
    Temporal.PlainDate.compare(from, date) <= 0 && Temporal.PlainDate.compare(date, to) <= 0;
  if (person.leaves.some(({ startsOn, endsOn }) => isIn(startsOn, endsOn))) return false;
  return !rules.blackouts.some(({ from, to }) => isIn(day(from), day(to)));
}

function* everyQuarterHour({ rules: { durationMinutes } }: ConversationToPlan): Generator<Interval> {
  // The planner's first day is the one after the lead time; until then the checker need not look.
  const first = at('2027-03-07T15:00:00Z');
  for (let quarter = 0; quarter < (horizonDays - 14) * 96; quarter += 1) {
    const start = first.add({ minutes: quarter * 15 });
    yield { start, end: start.add({ minutes: durationMinutes }) };
  }
}

function busyOf({ freeBusy, booked }: PlannedPerson): readonly Interval[] {
  return [...(freeBusy.kind === 'known' ? freeBusy.busy : []), ...booked.map(({ slot }) => slot)];
}

function minutesOf({ start, end }: Interval): readonly Temporal.Instant[] {
  return Array.from({ length: start.until(end).total('minutes') }, (_, minutes) => start.add({ minutes }));
}

function dateOf(instant: Temporal.Instant, person: PlannedPerson): Temporal.PlainDate {
  return zoned(instant, person).toPlainDate();
}

function zoned(instant: Temporal.Instant, { timeZone }: PlannedPerson): Temporal.ZonedDateTime {
  return instant.toZonedDateTimeISO(timeZone ?? 'UTC');
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0;
}
