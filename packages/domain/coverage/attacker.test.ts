import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everythingShown, findsSomebody, policy } from '../testing/coverage-attacker.ts';
import { historyOf, historyPlans, type HistoryPlan } from '../testing/coverage-history.ts';
import { publishWeek } from './publish-rows.ts';
import { unitsOf } from './units.ts';

const histories = 100;
/** A sequence is some of the rows that were shown in any of the weeks, and one of each history is all of them. */
const sequences = fc.array(fc.infiniteStream(fc.boolean()), { minLength: 19, maxLength: 19 });

describe('an attacker who is shown whatever leadership may ask for', () => {
  test('finds nothing about fewer people or managers than the minimum in 2,000 sequences of questions', () => {
    const shares: number[] = [];
    fc.assert(
      fc.property(historyPlans, sequences, (plan, picks) => {
        const { weeks, seen, units } = everythingShown(plan);
        shares.push(seen.length / units);
        for (const asked of [seen, ...picks.map((pick) => seen.filter(() => pick.next().value))]) {
          const rows = asked.map(({ week, unit }) => `${week} ${unit}`).join();
          expect(findsSomebody({ weeks, seen: asked }), rows).toBe(false);
        }
      }),
      { numRuns: histories },
    );
    // A guard that hides everything would pass too.
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.3);
  });

  test('would find somebody where each week forgot what was shown before', () => {
    const plan: HistoryPlan = {
      people: 30,
      span: 3,
      groups: 1,
      weeks: [[], [{ kind: 'leaves', who: 3, to: 0 }], [], []],
    };
    const naive = everythingShown(plan, { forgets: true });
    expect(findsSomebody(naive)).toBe(true);
    expect(findsSomebody(everythingShown(plan))).toBe(false);
  });

  test('is told why a row is missing that was there the week before', () => {
    const plan: HistoryPlan = { people: 30, span: 3, groups: 1, weeks: [[{ kind: 'leaves', who: 3, to: 0 }]] };
    const [before, after] = historyOf(plan);
    const { memory } = publishWeek({ units: unitsOf(before!), ...before!, policy });
    const nextDay = { units: unitsOf(after!), asOf: before!.asOf.add({ days: 1 }), policy };
    expect(publishWeek(nextDay).rows[0]).toMatchObject({ hidden: false });
    expect(publishWeek({ ...nextDay, memory }).rows[0]).toMatchObject({
      hidden: true,
      why: expect.stringContaining('came, went or changed'),
    });
  });
});
