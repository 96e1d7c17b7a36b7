import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReportCircumstances } from '../conversation/obligation.ts';
import { aConversation, aPerson, aPolicy, aSlot, at, day } from '../testing/builders.ts';
import { isBefore } from '../time/local-date.ts';
import type { PolicyRules } from './policy.ts';
import { outlookOf, type Outlook } from './preview-outlook.ts';
import { previewPolicy, previewUntil } from './preview-policy.ts';

const today = day('2026-12-14');
const until = previewUntil({ today, weeks: 53 });

function outlook(given: Partial<ReportCircumstances> = {}): Outlook {
  const circumstances = {
    report: aPerson(),
    manager: aPerson({ id: 'ben' }),
    standIns: [],
    everStoodIn: new Set<string>(),
    policy: aPolicy(),
    latest: null,
    lastHeldOn: null,
    lastCareerConversationOn: null,
    managerChangedOn: null,
    place: { position: 0, of: 2 },
    exemptions: [],
    leaves: [],
    isHoliday: () => false,
    today,
    now: at('2026-12-14T09:00:00Z'),
    ...given,
  };
  return outlookOf({ circumstances, until });
}
const datesOf = ({ dues }: Outlook) => dues.map(({ dueOn }) => dueOn.toString());
const under = (rules: Partial<PolicyRules>) => aPolicy({ rules });

describe('what a report would owe', () => {
  test('is the open conversation on the date it has, and those after it by the policy', () => {
    const latest = aConversation();
    expect(datesOf(outlook({ latest }))).toEqual(['2027-02-01', '2027-07-24']);
    expect(datesOf(outlook({ latest, policy: under({ intervalDays: 90 }) }))).toEqual(
      ['2027-02-01', '2027-04-25', '2027-07-17', '2027-10-08', '2027-12-30'].filter((date) => date <= until.toString()),
    );
  });

  test('is one that opens at once where there is none', () => {
    expect(outlook().dues[0]!.why).toEqual(['At its place in the rollout.']);
    expect(outlook({ policy: null }).dues).toEqual([]);
  });

  test('ends with the policy', () => {
    expect(outlook({ latest: aConversation(), policy: null }).dues).toEqual([]);
  });

  test('counts from a conversation whose time has just passed as if it took place', () => {
    const { start: startsAt, end: endsAt } = aSlot({ start: '2026-12-10T09:00:00Z' });
    const latest = aConversation({
      state: 'awaiting_confirmation',
      startsAt,
      endsAt,
      bookedAt: at('2026-11-10T09:00:00Z'),
    });
    expect(datesOf(outlook({ latest }))[0]).toBe('2027-06-08');
  });

  test('comes in order and ends by the last day, whatever the policy', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 90, max: 365 }),
        fc.integer({ min: 0, max: 30 }),
        (intervalDays, idealDaysBeforeDue) => {
          const { dues } = outlook({ latest: aConversation(), policy: under({ intervalDays, idealDaysBeforeDue }) });
          for (const [index, { dueOn }] of dues.entries()) {
            expect(isBefore(until, dueOn)).toBe(false);
            if (index > 0) expect(isBefore(dues[index - 1]!.dueOn, dueOn)).toBe(true);
          }
        },
      ),
    );
  });
});

const some = (dates: readonly string[], rules: Partial<PolicyRules> = {}, managerId = 'ben'): Outlook => ({
  policy: under(rules),
  managerId,
  dues: dates.map((date) => ({ dueOn: day(date), why: [] })),
});
const preview = (pairs: readonly (readonly [now: Outlook, draft: Outlook])[]) =>
  previewPolicy({
    outlooks: pairs.map(([now, draft], index) => ({ reportId: `report-${index}`, now, draft, whyPolicy: null })),
    today,
    weeks: 10,
  });

describe('a preview', () => {
  test('says of each report whether dates come sooner or later, or whether they enter or leave', () => {
    const { reports } = preview([
      [some(['2027-01-04', '2027-07-01']), some(['2027-01-04', '2027-07-01'])],
      [some(['2027-01-04', '2027-07-01']), some(['2027-01-04', '2027-04-01'])],
      [some(['2027-01-04']), some(['2027-02-04'])],
      [some(['2027-01-04']), some(['2027-01-04', '2027-02-20'])],
      [some([]), some(['2027-02-04'])],
      [some(['2027-02-04']), some([])],
      [some([]), some([])],
    ]);
    expect(reports.map(({ change }) => change)).toEqual(['same', 'sooner', 'later', 'sooner', 'enters', 'leaves']);
  });

  test('counts by week, with what was due before in the first', () => {
    const { weeks } = preview([
      [some(['2026-11-01']), some(['2026-12-20'])],
      [some(['2026-12-21']), some(['2026-12-27'])],
    ]);
    expect(weeks).toHaveLength(10);
    expect(weeks.slice(0, 3)).toMatchObject([
      { startsOn: day('2026-12-14'), now: 1, draft: 1 },
      { startsOn: day('2026-12-21'), now: 1, draft: 1 },
      { now: 0, draft: 0 },
    ]);
  });

  test('adds up what each manager gives, in minutes of each policy', () => {
    const { managers } = preview([
      [some(['2027-01-04']), some(['2027-01-04', '2027-02-10'], { durationMinutes: 90 })],
      [some(['2027-01-04']), some(['2027-01-04'], { durationMinutes: 90 }, 'cleo')],
    ]);
    expect(managers).toEqual([
      {
        managerId: 'ben',
        now: { conversations: 2, minutes: 120 },
        draft: { conversations: 2, minutes: 180 },
        warning: null,
      },
      {
        managerId: 'cleo',
        now: { conversations: 0, minutes: 0 },
        draft: { conversations: 1, minutes: 90 },
        warning: null,
      },
    ]);
  });

  test('warns where more fall due than the weeks from lead time on hold, and nowhere else', () => {
    // Lead time ends in the fourth week; three weeks of two each hold six.
    const due = (count: number) => preview(Array.from({ length: count }, () => [some([]), some(['2027-01-18'])]));
    expect(due(6).managers[0]!.warning).toBeNull();
    const seven = due(7).managers[0]!.warning;
    expect(seven).toEqual({ fromWeek: 5, toWeek: 5, due: 7, room: 6 });
    const patient = Array.from(
      { length: 7 },
      () => [some([]), some(['2027-01-18'], { maxPerManagerPerWeek: 3 })] as const,
    );
    expect(preview(patient).managers[0]!.warning).toBeNull();
  });
});
