import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anInstant, someEvidence } from '../testing/arbitraries.ts';
import { anAnswer, anAttendance, aPolicy, at } from '../testing/builders.ts';
import {
  confirmationWindowEnd,
  decideOutcome,
  isDenial,
  latestAnswer,
  visibleEvidence,
  visibleOutcome,
} from './outcome.ts';
import type { Answer, Evidence, Outcome } from './outcome.ts';

const endsAt = at('2027-01-25T10:00:00Z');
const windowEndsAt = confirmationWindowEnd({ endsAt, policy: aPolicy() });
const within = at('2027-01-26T10:00:00Z');

const decide = (evidence: readonly Evidence[], now = windowEndsAt) => decideOutcome({ evidence, now, windowEndsAt });
const reportConfirms = anAnswer();
const reportDenies = anAnswer({ kind: 'did_not_happen' });
const managerClaims = anAnswer({ side: 'manager' });
const managerDenies = anAnswer({ side: 'manager', kind: 'did_not_happen' });
const reportFolds = anAnswer({ kind: 'folded_into_one_on_one' });
const managerFolds = anAnswer({ side: 'manager', kind: 'folded_into_one_on_one' });
const attendance = anAttendance();

const held = (grade: string) => ({ state: 'held', grade, nextDue: 'full' });
const claimed = { state: 'unconfirmed', grade: 'claimed', nextDue: 'half' };
const silent = { state: 'unconfirmed', grade: 'none', nextDue: 'now' };
const waiting = { state: 'wait', until: windowEndsAt };

describe("at the window's end", () => {
  test.each<[string, readonly Evidence[], object]>([
    ['the report confirms', [reportConfirms], held('confirmed')],
    ['both confirm', [reportConfirms, managerClaims], held('confirmed_by_both')],
    ['the report confirms and the manager says it did not happen', [reportConfirms, managerDenies], held('confirmed')],
    ['attendance was recorded and nobody answers', [attendance], held('attendance')],
    ['attendance was recorded and the report denies', [attendance, reportDenies], held('attendance')],
    ['attendance was recorded and the manager says it did not happen', [attendance, managerDenies], held('attendance')],
    ['attendance was recorded and the report confirms', [attendance, reportConfirms], held('confirmed')],
    ['the manager claims and the report is silent', [managerClaims], claimed],
    ['the manager claims and the report denies', [managerClaims, reportDenies], claimed],
    ['nobody says anything', [], silent],
    ['the manager is silent and the report denies', [reportDenies], silent],
    ['the manager says it did not happen', [managerDenies], silent],
    ['both say it did not happen', [managerDenies, reportDenies], silent],
    ['the manager claims and the report folded it into the 1:1', [managerClaims, reportFolds], claimed],
    ['the manager is silent and the report folded it into the 1:1', [reportFolds], silent],
    ['attendance was recorded and the report folded it into the 1:1', [attendance, reportFolds], held('attendance')],
    ['the manager folded it into the 1:1', [managerFolds], silent],
    ['the manager folded it into the 1:1 and the report confirms', [managerFolds, reportConfirms], held('confirmed')],
  ])('%s', (_, evidence, outcome) => {
    expect(decide(evidence)).toEqual(outcome);
  });
});

describe("before the window's end", () => {
  test("the report's confirmation acts at once", () => {
    expect(decide([reportConfirms], within)).toEqual(held('confirmed'));
  });

  test('the manager\'s own "it did not happen" acts at once', () => {
    expect(decide([managerDenies], within)).toEqual(silent);
  });

  test('so does the manager\'s "it was part of our 1:1"', () => {
    expect(decide([managerFolds], within)).toEqual(silent);
  });

  test.each<[string, readonly Evidence[]]>([
    ['silence', []],
    ['a denial', [reportDenies]],
    ['a report who folded it into the 1:1', [reportFolds]],
    ['a claim', [managerClaims]],
    ['a claim and a denial', [managerClaims, reportDenies]],
    ['attendance', [attendance]],
    ["attendance against the manager's word", [attendance, managerDenies]],
  ])('%s waits for it', (_, evidence) => {
    expect(decide(evidence, within)).toEqual(waiting);
  });

  test("it lasts the policy's days to the second, and the outcome falls at its end", () => {
    expect(windowEndsAt).toEqual(at('2027-02-01T10:00:00Z'));
    expect(decide([], windowEndsAt.subtract({ seconds: 1 }))).toEqual(waiting);
  });
});

const aDenial: fc.Arbitrary<Answer> = fc.record({
  side: fc.constant('report'),
  kind: fc.constantFrom('did_not_happen', 'folded_into_one_on_one'),
  at: anInstant,
});

/** The more is known to have taken place, the more. */
function worthOf(outcome: Outcome): number {
  const { state } = outcome;
  if (state === 'wait') return 1;
  return ['none', 'claimed', 'attendance', 'confirmed', 'confirmed_by_both'].indexOf(outcome.grade);
}

describe('denial and silence', () => {
  const withoutDenial = (evidence: readonly Evidence[]) => {
    const latest = latestAnswer({ evidence, side: 'report' });
    return latest !== null && latest !== 'happened'
      ? evidence.filter((item) => item.kind === 'attendance' || item.side !== 'report')
      : evidence;
  };

  test('are the same outcome at every instant', () => {
    fc.assert(
      fc.property(someEvidence, anInstant, anInstant, (evidence, now, windowEnd) => {
        expect(decideOutcome({ evidence, now, windowEndsAt: windowEnd })).toEqual(
          decideOutcome({ evidence: withoutDenial(evidence), now, windowEndsAt: windowEnd }),
        );
      }),
    );
  });

  test('leave the same trace to everyone but the report', () => {
    fc.assert(
      fc.property(someEvidence, anInstant, (evidence, now) => {
        expect(visibleEvidence(evidence)).toEqual(visibleEvidence(withoutDenial(evidence)));
        expect(visibleEvidence(evidence).filter(isDenial)).toEqual([]);
        expect(visibleOutcome({ evidence, now, windowEndsAt })).toEqual(decideOutcome({ evidence, now, windowEndsAt }));
      }),
    );
  });

  test("a denial added to anything but the report's own confirmation changes nothing", () => {
    fc.assert(
      fc.property(someEvidence, aDenial, anInstant, (evidence, denial, now) => {
        const fromOthers = evidence.filter((item) => item.kind === 'attendance' || item.side === 'manager');
        expect(decide([...fromOthers, denial], now)).toEqual(decide(fromOthers, now));
      }),
    );
  });

  test('never make an outcome better: whatever is known, a denial added leaves it or lowers it', () => {
    fc.assert(
      fc.property(someEvidence, aDenial, anInstant, (evidence, denial, now) => {
        expect(worthOf(decide([...evidence, denial], now))).toBeLessThanOrEqual(worthOf(decide(evidence, now)));
      }),
    );
  });
});

describe('evidence', () => {
  test("of one person's answers only the latest stands", () => {
    const later = at('2027-01-27T10:00:00Z');
    expect(decide([reportDenies, anAnswer({ at: later })])).toEqual(held('confirmed'));
    expect(decide([managerClaims, { ...managerDenies, at: later }])).toEqual(silent);
    expect(decide([managerDenies, { ...managerClaims, at: later }])).toEqual(claimed);
  });

  test('decides the same in whatever order it arrived', () => {
    fc.assert(
      fc.property(
        someEvidence.chain((evidence) =>
          fc.tuple(fc.constant(evidence), fc.shuffledSubarray([...evidence], { minLength: evidence.length })),
        ),
        anInstant,
        ([evidence, shuffled], now) => {
          expect(decide(shuffled, now)).toEqual(decide(evidence, now));
        },
      ),
    );
  });

  test("of attendance proves nothing while the event is no conversation of its own; the report's word still does", () => {
    const onTheOneOnOne = (evidence: readonly Evidence[]) =>
      decideOutcome({ evidence, now: windowEndsAt, windowEndsAt, isDistinct: false });
    expect(onTheOneOnOne([attendance])).toEqual(silent);
    expect(onTheOneOnOne([attendance, managerClaims])).toEqual(claimed);
    expect(onTheOneOnOne([attendance, reportConfirms])).toEqual(held('confirmed'));
  });

  test('a passed end time is none: however long ago, nothing said is nothing held', () => {
    fc.assert(
      fc.property(anInstant, (now) => {
        expect(decideOutcome({ evidence: [], now, windowEndsAt }).state).not.toBe('held');
      }),
    );
  });

  test('a manager alone, whatever they say and how often, never makes it held', () => {
    fc.assert(
      fc.property(someEvidence, anInstant, (evidence, now) => {
        const fromManager = evidence.filter((item) => item.kind !== 'attendance' && item.side === 'manager');
        expect(decide(fromManager, now).state).not.toBe('held');
      }),
    );
  });

  test("only the report's word or attendance makes it held", () => {
    fc.assert(
      fc.property(someEvidence, anInstant, (evidence, now) => {
        if (decide(evidence, now).state !== 'held') return;
        expect(
          evidence.some((item) => item.kind === 'attendance' || (item.side === 'report' && item.kind === 'happened')),
        ).toBe(true);
      }),
    );
  });
});
