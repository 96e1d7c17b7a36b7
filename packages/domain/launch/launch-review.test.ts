import fc from 'fast-check';
import { expect, test } from 'vitest';
import { day, someRules } from '../testing/builders.ts';
import { launchReview, type LaunchPair } from './launch-review.ts';

const today = day('2026-11-02');

const aPair = (given: Partial<LaunchPair> = {}): LaunchPair => ({
  reportId: 'ana',
  managerId: 'ben',
  dueOn: day('2026-12-16'),
  invitedFrom: day('2026-11-05'),
  isLeaders: false,
  managerCalendar: 'connected',
  withoutZone: [],
  hoursMeet: true,
  rules: someRules(),
  ...given,
});

const pairs = [
  aPair({ isLeaders: true, dueOn: day('2026-12-01') }),
  aPair({ reportId: 'eli', dueOn: day('2026-12-03'), invitedFrom: day('2026-11-04') }),
  aPair({ reportId: 'fay', managerId: 'cleo', managerCalendar: 'to_connect', hoursMeet: false }),
  aPair({ reportId: 'gus', managerId: 'dia', managerCalendar: 'administrator_first', withoutZone: ['gus', 'dia'] }),
  aPair({ reportId: 'hal', managerId: 'dia', managerCalendar: 'administrator_first', withoutZone: ['dia'] }),
];

test('says whose calendar is connected, who is asked, and who needs an administrator first', () => {
  expect(launchReview({ pairs, today }).managers).toEqual({
    connected: 1,
    toConnect: ['cleo'],
    administratorFirst: ['dia'],
  });
});

test('names whoever cannot be booked: without a zone, or without an hour in common', () => {
  const review = launchReview({ pairs, today });
  expect(review.withoutZone).toEqual(['dia', 'gus']);
  expect(review.withoutCommonHour).toEqual([{ reportId: 'fay', managerId: 'cleo' }]);
});

test('says when the first invitation leaves, how many fall due in which week, and that leaders are among the first', () => {
  const review = launchReview({ pairs, today });
  expect(review.firstInvitationOn?.toString()).toBe('2026-11-04');
  expect(review.weeks.map(({ startsOn, ...counts }) => ({ startsOn: startsOn.toString(), ...counts }))).toEqual([
    { startsOn: '2026-11-02', invitations: 5, due: 0, ofLeaders: 0 },
    { startsOn: '2026-11-30', invitations: 0, due: 2, ofLeaders: 1 },
    { startsOn: '2026-12-14', invitations: 0, due: 3, ofLeaders: 0 },
  ]);
  expect(review.firstWave?.startsOn.toString()).toBe('2026-11-30');
  expect(review.leaders.conversations).toBe(1);
  expect(review.leaders.lastDueOn?.toString()).toBe('2026-12-01');
});

test('counts each manager’s hours by the month in which they would fall, and warns where the weeks do not hold them', () => {
  const many = Array.from({ length: 12 }, (_, index) =>
    aPair({ reportId: `report-${index}`, dueOn: day('2026-12-08') }),
  );
  const [ben] = launchReview({ pairs: [...many, aPair({ reportId: 'late', dueOn: day('2027-01-20') })], today }).hours;
  expect(ben).toMatchObject({
    managerId: 'ben',
    conversations: 13,
    minutes: 780,
    months: [
      { month: '2026-12', conversations: 12, minutes: 720 },
      { month: '2027-01', conversations: 1, minutes: 60 },
    ],
    warning: { due: 12, room: 6 },
  });
  expect(launchReview({ pairs, today }).hours.map(({ warning }) => warning)).toEqual([null, null, null]);
});

test('a launch for nobody comes to nothing', () => {
  expect(launchReview({ pairs: [], today })).toMatchObject({ conversations: 0, firstInvitationOn: null, weeks: [] });
});

test('every conversation is counted once, in its week and with its manager', () => {
  const somePair = fc.record({
    reportId: fc.uuid(),
    managerId: fc.constantFrom('ben', 'cleo', 'dia'),
    due: fc.integer({ min: 10, max: 200 }),
    invited: fc.integer({ min: 0, max: 90 }),
    isLeaders: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(somePair), (some) => {
      const all = some.map(({ due, invited, ...rest }) =>
        aPair({ ...rest, dueOn: today.add({ days: due }), invitedFrom: today.add({ days: invited }) }),
      );
      const { weeks, hours, leaders } = launchReview({ pairs: all, today });
      const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
      expect(sum(weeks.map(({ invitations }) => invitations))).toBe(all.length);
      expect(sum(weeks.map(({ due }) => due))).toBe(all.length);
      expect(sum(weeks.map(({ ofLeaders }) => ofLeaders))).toBe(leaders.conversations);
      expect(sum(hours.flatMap(({ months }) => months.map(({ conversations }) => conversations)))).toBe(all.length);
    }),
  );
});
