import { describe, expect, test } from 'vitest';
import { parseScenario } from './scenario.ts';
import { planConversations } from './plan.ts';
import { planText } from './plan-text.ts';

const ana = {
  id: 'ana',
  name: 'Ana Sousa',
  timeZone: 'Europe/Berlin',
  country: 'DE-BE',
  busy: [{ start: '2026-12-09T09:00:00+01:00', end: '2026-12-09T17:00:00+01:00' }],
};
const ben = {
  id: 'ben',
  name: 'Ben Okafor',
  timeZone: 'Europe/London',
  leave: [{ from: '2026-12-08', to: '2026-12-08' }],
  busy: [],
};
const cem = { id: 'cem', timeZone: 'Asia/Kolkata', busy: 'unknown' };
const file = {
  now: '2026-11-02T09:00:00Z',
  people: [ana, ben, cem],
  conversations: [
    { manager: 'ana', report: 'ben', dueOn: '2026-12-16' },
    { manager: 'ana', report: 'cem', dueOn: '2026-12-20' },
  ],
};

function problemsOf(change: object): readonly string[] {
  const parsed = parseScenario({ ...file, ...change });
  return parsed.kind === 'problems' ? parsed.problems : [];
}

describe('a scenario file', () => {
  test('is planned by the same code as everything else, and printed to be read', () => {
    const parsed = parseScenario(file);
    if (parsed.kind === 'problems') throw new Error(parsed.problems.join());
    const { managers } = parsed.scenario;
    expect(planText({ plan: planConversations(parsed.scenario), managers })).toMatchInlineSnapshot(`
      "Ana Sousa & Ben Okafor: inconvenience 16 minutes
        Monday, 7 December 2026, 14:00–15:00 (Europe/Berlin), which is Monday, 7 December 2026, 13:00–14:00 (Europe/London).
        The invitation goes out 35 days ahead; the policy asks for 21.
        2 days before the ideal day, Wednesday, 9 December 2026, 7 days before the due date.
        Of 1175 possible starts within both people's working hours, 25 meet something in Ana Sousa's calendar; 1150 are left.
        Left out for Ana Sousa: 2 working days on public holidays.
        Left out for Ben Okafor: 1 working day on leave.
        Inconvenience 16 minutes: 4 for distance from the ideal day, 12 for breaking up free hours.

      Ana Sousa & cem: no date (calendar_unknown)
        When cem is free is not known: the file says so.

      2 conversations: 1 with a date, 0 of them late; 1 without."
    `);
  });

  test('states only what differs from the default policy', () => {
    const parsed = parseScenario({ ...file, policy: { leadTimeDays: 30 } });
    const [team] = parsed.kind === 'scenario' ? parsed.scenario.managers : [];
    expect(team?.conversations[0]?.rules).toMatchObject({ leadTimeDays: 30, durationMinutes: 60 });
  });

  test('knows public holidays of the country, and days off besides', () => {
    const parsed = parseScenario({ ...file, people: [{ ...ana, holidays: ['2026-12-10'] }, ben, cem] });
    const { manager } = (parsed.kind === 'scenario' ? parsed.scenario.managers : [])[0]!;
    const isOff = (date: string) => manager.isHoliday(Temporal.PlainDate.from(date));
    expect(['2026-12-10', '2026-12-25', '2026-12-11'].map(isOff)).toEqual([true, true, false]);
  });

  test.each([
    [{ people: [ana, ben] }, 'conversations.1.report: nobody in people has the id cem'],
    [{ people: [ana, ana, ben, cem] }, 'people: expected every id once'],
    [
      { conversations: [{ manager: 'ana', report: 'ana', dueOn: '2026-12-16' }] },
      'conversations.0: expected two different people',
    ],
    [{ people: [{ ...ana, timeZone: 'Europe/Nowhere' }, ben, cem] }, 'people.0.timeZone: expected an IANA time zone'],
    [{ policy: { leadTimeDays: 3 } }, 'policy.leadTimeDays: Too small: expected number to be >=10'],
    [{ oops: 1 }, 'file: Unrecognized key: "oops"'],
  ])('with %j is refused, saying where', (change, problem) => {
    expect(problemsOf(change)).toContain(problem);
  });
});
