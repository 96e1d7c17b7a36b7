import type { Policy } from '../policy/policy.ts';
import { coverage, isAsked, isRollout } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import type { CoverageFact } from './coverage-fact.ts';
import { suppress } from './suppress.ts';
import type { Verdict } from './suppress.ts';
import type { Unit, UnitFacts } from './units.ts';

/** What leadership may see of a unit: no person, no category of absence, or only why there is no number. */
export type PublishedRow =
  | { readonly unit: Unit; readonly hidden: false; readonly coverage: PublishedCoverage }
  | { readonly unit: Unit; readonly hidden: true; readonly why: string };

export type PublishedCoverage = Omit<Coverage, 'exempt' | 'excluded' | 'reports'> & {
  /** All categories together. */
  readonly exempt: number;
};

/**
 * The rows of one table for leadership, guarded together: a row's verdict holds only beside the others, so filters
 * go through here anew. Who counts towards the minimum is who the headline counts.
 */
export function publishRows({
  units,
  asOf,
  policy,
}: {
  units: readonly UnitFacts[];
  asOf: Temporal.PlainDate;
  policy: Policy;
}): readonly PublishedRow[] {
  const { minimumPeople, minimumManagers } = policy.rules;
  const counts = isRollout({ policy, asOf }) ? isAsked : isEligible;
  const verdicts = suppress({
    rows: units.map(({ facts }) => ({
      // Nobody else is in a published number, so nobody else can be worked out from one.
      members: facts
        .filter((fact) => isAsked(fact) || isExempt(fact))
        .map((fact) => ({ id: fact.reportId, counts: counts(fact), managerId: fact.managers[0] ?? null })),
    })),
    minimums: { minimumPeople, minimumManagers },
  });
  return units.map(({ unit, facts }, index) => {
    const verdict = verdicts[index] ?? 'too_few_people';
    if (verdict !== 'visible')
      return { unit, hidden: true, why: sentenceFor(verdict, { minimumPeople, minimumManagers }) };
    const { exempt: _categories, excluded, reports: _reports, ...numbers } = coverage({ facts, asOf, policy });
    return { unit, hidden: false, coverage: { ...numbers, exempt: excluded.exempt } };
  });
}

function isEligible({ eligibility }: CoverageFact): boolean {
  return eligibility.eligible;
}

function isExempt({ eligibility }: CoverageFact): boolean {
  return !eligibility.eligible && eligibility.because === 'exempt';
}

function sentenceFor(
  verdict: Exclude<Verdict, 'visible'>,
  minimums: { minimumPeople: number; minimumManagers: number },
): string {
  switch (verdict) {
    case 'too_few_people':
      return `Fewer than ${minimums.minimumPeople} people, so numbers would point at somebody.`;
    case 'too_few_managers':
      return `Fewer than ${minimums.minimumManagers} managers, so numbers would point at one of them.`;
    case 'reveals_a_smaller_part':
      return 'Beside the other rows, its numbers would give away those of too few people.';
  }
}
