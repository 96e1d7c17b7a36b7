import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aPolicy, day } from '../testing/builders.ts';
import { daysBetween } from '../time/local-date.ts';
import { lateRolloutPlace, rolloutDueDate, rolloutPlaces, type RolloutPlace } from './rollout.ts';

const policy = aPolicy();
const launch = policy.rolloutStartsOn;
/** The first due date whose ideal day is a lead time away. */
const earliest = policy.rules.leadTimeDays + policy.rules.idealDaysBeforeDue;
const someIds = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 300 });

const nobody: ReadonlySet<string> = new Set();

function offsetsOf(ids: readonly string[]): readonly number[] {
  return [...rolloutPlaces({ reportIds: ids, first: nobody }).values()].map((place) =>
    daysBetween(launch, rolloutDueDate({ place, policy, today: launch })),
  );
}

describe('existing pairs', () => {
  test('are due from the first date whose ideal day keeps lead time to the end of the rollout, both included', () => {
    fc.assert(
      fc.property(someIds, (ids) => {
        for (const offset of offsetsOf(ids)) {
          expect(offset).toBeGreaterThanOrEqual(earliest);
          expect(offset).toBeLessThanOrEqual(policy.rules.rolloutDays);
        }
      }),
    );
  });

  test('are spread evenly: no day has two more than another', () => {
    fc.assert(
      fc.property(someIds, (ids) => {
        const offsets = offsetsOf(ids);
        const days = Array.from({ length: policy.rules.rolloutDays - earliest + 1 }, (_, index) => earliest + index);
        const counts = days.map((wanted) => offsets.filter((offset) => offset === wanted).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('have the same places however HR sorted them', () => {
    fc.assert(
      fc.property(someIds, (ids) => {
        const first = new Set(ids.slice(0, 3));
        const places = rolloutPlaces({ reportIds: ids, first });
        expect(rolloutPlaces({ reportIds: ids.toReversed(), first })).toEqual(places);
      }),
    );
  });

  test('are not in the order of their ids', () => {
    const ids = Array.from({ length: 100 }, (_, index) => `employee-${String(index).padStart(3, '0')}`);
    const neighbours = [...rolloutPlaces({ reportIds: ids, first: nobody }).keys()].filter(
      (id, index, ordered) => (ordered[index + 1] ?? '') > id,
    );
    expect(neighbours.length).toBeGreaterThan(25);
    expect(neighbours.length).toBeLessThan(75);
  });
});

describe('who comes after places were given', () => {
  test('is spread like the others, and always with lead time', () => {
    const today = day('2027-03-01');
    const offsets = Array.from({ length: 700 }, (_, index) => `late-${index}`).map((id) =>
      daysBetween(
        today,
        rolloutDueDate({ place: lateRolloutPlace({ reportId: id, first: nobody, among: 1 }), policy, today }),
      ),
    );
    expect(Math.min(...offsets)).toBe(earliest);
    expect(Math.max(...offsets)).toBe(policy.rules.rolloutDays);
  });

  test('keeps the day counted from the launch while that leaves lead time', () => {
    const today = launch.add({ days: 10 });
    const last = rolloutDueDate({ place: { position: 9, of: 10 }, policy, today });
    expect(last).toEqual(rolloutDueDate({ place: { position: 9, of: 10 }, policy, today: launch }));
    const first = rolloutDueDate({ place: { position: 0, of: 10 }, policy, today });
    expect(first).toEqual(today.add({ days: earliest }));
  });
});

describe('leaders', () => {
  const someLeaders = someIds.chain((ids) => fc.record({ ids: fc.constant(ids), leaders: fc.subarray(ids) }));
  const daysOf = (places: ReadonlyMap<string, RolloutPlace>) =>
    new Map(
      [...places].map(([id, place]) => [id, daysBetween(launch, rolloutDueDate({ place, policy, today: launch }))]),
    );

  test('are due no later than anybody else, in the order of their hashes', () => {
    fc.assert(
      fc.property(someLeaders, ({ ids, leaders }) => {
        const first = new Set(leaders);
        const days = daysOf(rolloutPlaces({ reportIds: ids, first }));
        const last = Math.max(...leaders.map((id) => days.get(id) ?? 0));
        for (const id of ids) if (!first.has(id)) expect(days.get(id)).toBeGreaterThanOrEqual(last);
        const alone = [...rolloutPlaces({ reportIds: leaders, first: nobody }).keys()];
        expect([...days.keys()].slice(0, leaders.length)).toEqual(alone);
      }),
    );
  });

  test('coming first takes the others no further than the end of the rollout', () => {
    fc.assert(
      fc.property(someLeaders, ({ ids, leaders }) => {
        const days = daysOf(rolloutPlaces({ reportIds: ids, first: new Set(leaders) }));
        expect([...days.values()].toSorted((a, b) => a - b)).toEqual(offsetsOf(ids));
      }),
    );
  });

  test('who come late are spread over the share of leaders at the beginning', () => {
    const leaders = Array.from({ length: 100 }, (_, index) => `leader-${index}`);
    const today = launch.add({ days: 200 });
    const offsets = leaders.map((reportId) => {
      const place = lateRolloutPlace({ reportId, first: new Set(leaders), among: 1000 });
      return daysBetween(today, rolloutDueDate({ place, policy, today }));
    });
    expect(Math.min(...offsets)).toBe(earliest);
    const span = policy.rules.rolloutDays - earliest + 1;
    expect(Math.max(...offsets)).toBeLessThan(earliest + Math.ceil(span / 10));
  });
});
