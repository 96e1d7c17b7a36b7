import fc from 'fast-check';
import { expect, test } from 'vitest';
import { policy } from '../testing/coverage-attacker.ts';
import { historyOf, historyPlans } from '../testing/coverage-history.ts';
import { summarizer } from './summary.ts';
import { sumOf, totalsBelow } from './unit-totals.ts';
import { unitsOf } from './units.ts';

test('one pass over the tree gives every leader what adding everyone below them up gives', () => {
  fc.assert(
    fc.property(historyPlans, (plan) => {
      for (const { facts, asOf } of historyOf(plan)) {
        const summaryOf = summarizer({ asOf, policy });
        const summaries = new Map(facts.map((fact) => [fact, summaryOf(fact)]));
        const below = totalsBelow({ facts, summaries });
        for (const { unit, facts: theirs } of unitsOf({ facts })) {
          if (unit.kind !== 'leader') continue;
          expect(below(unit.leaderId)).toEqual([...(sumOf({ facts: theirs, summaries }) as Int32Array)]);
        }
      }
    }),
    { numRuns: 40 },
  );
});
