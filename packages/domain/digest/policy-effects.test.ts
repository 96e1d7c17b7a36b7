import { expect, test } from 'vitest';
import { day, someRules } from '../testing/builders.ts';
import { policyEffects, type PublishedVersion } from './policy-effects.ts';
import type { WeekCounted } from './trend.ts';

const published = (given: Partial<PublishedVersion> & { on: string }): PublishedVersion => ({
  key: 'everyone',
  publishedOn: day(given.on),
  name: 'Everyone',
  version: 2,
  audience: { kind: 'everyone' },
  note: null,
  rules: someRules({ reportPrepDays: 10 }),
  ...given,
});
const first = published({ on: '2026-05-04', version: 1, rules: someRules() });

const weekOf = (week: number, numerator: number | null, kind: 'current' | 'has_a_date' = 'current'): WeekCounted => ({
  week: `2026-W${week}`,
  headline: numerator === null ? null : { kind, numerator, denominator: 100 },
});
const weeks = [40, 41, 42, 43, 44, 45, 46].map((week) => weekOf(week, week + 30));
const around = ({ before, after }: ReturnType<typeof policyEffects>[number]) => [
  before?.headline.numerator ?? null,
  after && [after.weeksLater, after.headline.numerator],
];

test('a version stands beside the figures of its own Monday and of four weeks later', () => {
  const [effect, ...others] = policyEffects({ versions: [first, published({ on: '2026-10-06' })], weeks });
  expect(others).toEqual([]);
  expect(effect).toMatchObject({
    week: '2026-W41',
    version: 2,
    changes: ['Time to prepare, for the report: 10 days instead of 7.'],
  });
  expect(around(effect!)).toEqual([71, [4, 75]]);
});

test('of what is published on a Monday, the week before is the one before', () => {
  const [effect] = policyEffects({ versions: [first, published({ on: '2026-10-05' })], weeks });
  expect(around(effect!)).toEqual([70, [4, 75]]);
});

test('before four weeks are over, the newest week stands in, and in the same week there is nothing yet', () => {
  const young = policyEffects({ versions: [first, published({ on: '2026-10-28' })], weeks });
  expect(around(young[0]!)).toEqual([74, [2, 76]]);
  const newest = policyEffects({ versions: [first, published({ on: '2026-11-11' })], weeks });
  expect(around(newest[0]!)).toEqual([76, null]);
});

test('where a week was hidden, or counted something else, there is no figure', () => {
  const versions = [first, published({ on: '2026-10-06' })];
  const hidden = (week: number) => weeks.map((each) => (each.week === `2026-W${week}` ? weekOf(week, null) : each));
  expect(around(policyEffects({ versions, weeks: hidden(41) })[0]!)).toEqual([null, null]);
  expect(around(policyEffects({ versions, weeks: hidden(45) })[0]!)).toEqual([71, null]);
  const rollout = weeks.map((each, place) => (place < 3 ? weekOf(40 + place, 50, 'has_a_date') : each));
  expect(around(policyEffects({ versions, weeks: rollout })[0]!)).toEqual([50, null]);
});

test('a policy for one person, and whatever lies outside of the weeks, has no place', () => {
  const personal = published({ on: '2026-10-06', audience: { kind: 'person', personId: 'ana' } });
  expect(policyEffects({ versions: [first, personal], weeks })).toEqual([]);
});
