import fc from 'fast-check';
import type { WorkingHours } from '../people/person.ts';
import type { ConversationToPlan, PlannedPerson, TeamToPlan } from '../scheduling/planning-input.ts';
import type { Interval } from '../time/interval.ts';
import { aZone } from './arbitraries.ts';
import { aLeave, at, day, someRules } from './builders.ts';
import { aConversationToPlan, aPlannedPerson } from './planning-builders.ts';

/** When `aTeam` is planned: the clocks of New York, London, Cairo and Lord Howe change within the window. */
export const teamsNow = at('2027-02-20T15:30:00Z');
export const teamsHorizonDays = 45;
const [now, horizonDays] = [teamsNow, teamsHorizonDays];

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

export const teamsRules = someRules({
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
        rules: { ...teamsRules, durationMinutes },
      }),
    );

/** A manager and up to four reports in any zones, with any calendars, days off and dates already given. */
export const aTeam: fc.Arbitrary<TeamToPlan> = fc.record({
  manager: aPersonToPlan('manager'),
  conversations: fc
    .integer({ min: 1, max: 4 })
    .chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => aConversation(index)))),
});
