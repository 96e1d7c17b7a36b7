import { pastGapCauses } from '../conversation/past-gap.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grades } from '../conversation/conversation.ts';
import { exemptionCategories } from '../people/exemption.ts';
import { aPolicy, day } from '../testing/builders.ts';
import { aCoverageFact, countingDay as asOf } from '../testing/coverage-builders.ts';
import { coverage } from './coverage.ts';
import type { CoverageFact } from './coverage-fact.ts';

const rolledOut = aPolicy();
const afterRollout = { ...rolledOut, rolloutStartsOn: day('2026-01-01') };
const of = (...facts: readonly CoverageFact[]) => coverage({ facts, asOf, policy: afterRollout });
const invited = { leadDays: 30, leadTimeKept: true };

describe('the headline', () => {
  test('until the rollout ends it is who has a date, then who is current', () => {
    const facts = [aCoverageFact()];
    const lastDay = rolledOut.rolloutStartsOn.add({ days: rolledOut.rules.rolloutDays - 1 });
    expect(coverage({ facts, asOf: lastDay, policy: rolledOut }).headline.kind).toBe('has_a_date');
    expect(coverage({ facts, asOf: lastDay.add({ days: 1 }), policy: rolledOut }).headline.kind).toBe('current');
  });

  test('whoever falls due today is current, and from tomorrow is not', () => {
    expect(of(aCoverageFact({ dueOn: asOf })).current).toEqual({ numerator: 1, denominator: 1 });
    expect(of(aCoverageFact({ dueOn: asOf.subtract({ days: 1 }) })).current).toEqual({ numerator: 0, denominator: 1 });
  });
});

describe('who counts', () => {
  test('the exempt, those on leave, without an active manager or not yet due a first are in no share of the current, and counted apart', () => {
    const counted = of(
      aCoverageFact(),
      aCoverageFact({ eligibility: { eligible: false, because: 'exempt' }, exemption: 'parental' }),
      aCoverageFact({ eligibility: { eligible: false, because: 'on_leave' } }),
      aCoverageFact({ eligibility: { eligible: false, because: 'no_active_manager' } }),
      aCoverageFact({ eligibility: { eligible: false, because: 'first_not_due_yet' } }),
    );
    expect(counted.current.denominator).toBe(1);
    expect(counted.excluded).toEqual({
      inactive: 0,
      no_active_manager: 1,
      exempt: 1,
      on_leave: 1,
      first_not_due_yet: 1,
    });
    expect(counted.exempt).toEqual({ parental: 1 });
  });

  test('somebody whose first conversation is ahead needs a date like anybody else', () => {
    const newHire = aCoverageFact({
      eligibility: { eligible: false, because: 'first_not_due_yet' },
      dueOn: asOf.add({ days: 20 }),
      last: null,
    });
    expect(of(newHire)).toMatchObject({ dueWithoutDate: 1, hasDate: { numerator: 0, denominator: 1 } });
  });
});

describe('dates', () => {
  test('due within a month and without a date is the alarm; later it is not yet', () => {
    expect(of(aCoverageFact({ dueOn: asOf.add({ days: 30 }) })).dueWithoutDate).toBe(1);
    expect(of(aCoverageFact({ dueOn: asOf.add({ days: 31 }) })).dueWithoutDate).toBe(0);
  });

  test('an event ahead, or one being confirmed, is a date', () => {
    const soon = { dueOn: asOf.add({ days: 5 }) };
    expect(
      of(aCoverageFact({ ...soon, upcoming: invited }), aCoverageFact({ ...soon, awaitingOutcome: true })),
    ).toMatchObject({
      hasDate: { numerator: 2, denominator: 2 },
      dueWithoutDate: 0,
      awaitingOutcome: 1,
    });
  });

  test('booked ahead are those invited with lead time', () => {
    const short = { leadDays: 12, leadTimeKept: false };
    const counted = of(aCoverageFact({ upcoming: invited }), aCoverageFact({ upcoming: short }));
    expect(counted).toMatchObject({ bookedAhead: { numerator: 1, denominator: 2 }, medianLeadDays: 21 });
  });

  test('beyond the horizon nobody is expected to have a date', () => {
    expect(of(aCoverageFact({ dueOn: asOf.add({ days: 92 }) })).hasDate).toEqual({ numerator: 0, denominator: 0 });
  });
});

test('a claim is not held, and proactive is a share of what was held', () => {
  const last = (grade: (typeof grades)[number], proactive = false) => aCoverageFact({ last: { grade, proactive } });
  expect(
    of(last('confirmed', true), last('confirmed_by_both'), last('attendance'), last('claimed', true), last('none')),
  ).toMatchObject({
    held: { confirmed: 2, attendance: 1, claimed: 1, unknown: 1 },
    proactive: { numerator: 1, denominator: 3 },
  });
});

test('who is past the longest gap is counted among those asked, through leave apart', () => {
  expect(
    of(
      aCoverageFact({ pastGap: 'leave' }),
      aCoverageFact({ pastGap: 'late' }),
      aCoverageFact({ pastGap: 'due_date' }),
      aCoverageFact(),
      aCoverageFact({ pastGap: 'late', eligibility: { eligible: false, because: 'on_leave' } }),
    ),
  ).toMatchObject({ pastLongestGap: { throughLeave: 1, otherwise: 2 } });
});

const aFact: fc.Arbitrary<CoverageFact> = fc.record({
  reportId: fc.uuid(),
  managers: fc.subarray(['ben', 'cem', 'dia']),
  groups: fc.subarray(['Sales', 'Support']),
  eligibility: fc.oneof(
    fc.constant({ eligible: true as const }),
    fc.record({
      eligible: fc.constant(false as const),
      because: fc.constantFrom('inactive', 'no_active_manager', 'exempt', 'on_leave', 'first_not_due_yet'),
    }),
  ),
  exemption: fc.option(fc.constantFrom(...exemptionCategories)),
  managerConnected: fc.boolean(),
  calendarStale: fc.boolean(),
  dueOn: fc.option(fc.integer({ min: -100, max: 200 }).map((days) => asOf.add({ days }))),
  upcoming: fc.option(fc.record({ leadDays: fc.nat({ max: 90 }), leadTimeKept: fc.boolean() })),
  awaitingOutcome: fc.boolean(),
  last: fc.option(fc.record({ grade: fc.constantFrom(...grades), proactive: fc.boolean() })),
  managerMoves: fc.nat({ max: 4 }),
  pastGap: fc.option(fc.constantFrom(...pastGapCauses)),
});

describe('whatever the facts', () => {
  test('the eligible and the excluded add up to everybody, and every share is of people who are there', () => {
    fc.assert(
      fc.property(fc.array(aFact), (facts) => {
        const counted = of(...facts);
        const excluded = Object.values(counted.excluded).reduce((sum, count) => sum + count, 0);
        expect(counted.current.denominator + excluded).toBe(facts.length);
        for (const { numerator, denominator } of [
          counted.current,
          counted.hasDate,
          counted.bookedAhead,
          counted.proactive,
        ]) {
          expect(numerator).toBeLessThanOrEqual(denominator);
          expect(denominator).toBeLessThanOrEqual(facts.length);
        }
      }),
    );
  });

  test('a recount person by person gives the same numbers', () => {
    fc.assert(
      fc.property(fc.array(aFact), (facts) => {
        const counted = of(...facts);
        const alone = facts.map((fact) => of(fact));
        const sum = (pick: (each: typeof counted) => number) => alone.reduce((total, each) => total + pick(each), 0);
        expect(counted.current.numerator).toBe(sum(({ current }) => current.numerator));
        expect(counted.hasDate.numerator).toBe(sum(({ hasDate }) => hasDate.numerator));
        expect(counted.dueWithoutDate).toBe(sum(({ dueWithoutDate }) => dueWithoutDate));
        expect(counted.held.unknown).toBe(sum(({ held }) => held.unknown));
        expect(counted.notConnected).toBe(sum(({ notConnected }) => notConnected));
        expect(counted.stale).toBe(sum(({ stale }) => stale));
        expect(counted.moves).toBe(sum(({ moves }) => moves));
      }),
    );
  });
});
