import fc from 'fast-check';
import type { CoverageFact } from '../coverage/coverage-fact.ts';
import { grades } from '../conversation/conversation.ts';
import { aCoverageFact, countingDay } from './coverage-builders.ts';

/** What happens to one person in a week; `to` says where to or how, as far as there is something to say. */
export type Happening = {
  readonly kind:
    | 'joins'
    | 'leaves'
    | 'moves'
    | 'changes_group'
    | 'goes_on_leave'
    | 'is_exempt'
    | 'comes_back'
    | 'gets_on';
  readonly who: number;
  readonly to: number;
};

export type HistoryPlan = {
  readonly people: number;
  readonly span: number;
  readonly groups: number;
  readonly weeks: readonly (readonly Happening[])[];
};

type Someone = { readonly managerId: string | null; readonly fact: CoverageFact };

/** Organisations of up to fifty people in a tree, with groups across it, and some weeks in which people come, go, move and get on. */
export const historyPlans: fc.Arbitrary<HistoryPlan> = fc.record({
  people: fc.integer({ min: 12, max: 50 }),
  span: fc.integer({ min: 3, max: 5 }),
  groups: fc.integer({ min: 1, max: 4 }),
  weeks: fc.array(
    fc.array(
      fc.record({
        kind: fc.constantFrom(
          'joins' as const,
          'leaves' as const,
          'moves' as const,
          'changes_group' as const,
          'goes_on_leave' as const,
          'is_exempt' as const,
          'comes_back' as const,
          ...Array.from({ length: 6 }, () => 'gets_on' as const),
        ),
        who: fc.nat({ max: 60 }),
        to: fc.nat({ max: 60 }),
      }),
      { maxLength: 14 },
    ),
    { minLength: 1, maxLength: 5 },
  ),
});

/** The facts of each week of a plan, one week after the other. */
export function historyOf({ people, span, groups, weeks }: HistoryPlan): readonly {
  readonly asOf: Temporal.PlainDate;
  readonly facts: readonly CoverageFact[];
}[] {
  const everyone = new Map<string, Someone>();
  const idAt = (place: number) => `p${place}`;
  for (let place = 0; place < people; place += 1) {
    const managerId = place === 0 ? null : idAt(Math.floor((place - 1) / span));
    everyone.set(idAt(place), { managerId, fact: standing({ place, to: place, groups }) });
  }
  let next = people;
  const factsNow = () =>
    [...everyone.values()].flatMap(({ managerId, fact }) =>
      managerId === null ? [] : [{ ...fact, managers: chainOf({ everyone, managerId }) }],
    );
  const first = { asOf: countingDay, facts: factsNow() };
  return [
    first,
    ...weeks.map((happenings, index) => {
      for (const happening of happenings) happen(happening);
      return { asOf: countingDay.add({ weeks: index + 1 }), facts: factsNow() };
    }),
  ];

  function happen({ kind, who, to }: Happening): void {
    const managerIds = new Set([...everyone.values()].flatMap(({ managerId }) => managerId ?? []));
    const managerId = [...managerIds][to % managerIds.size] ?? null;
    if (kind === 'joins') {
      everyone.set(idAt(next), { managerId, fact: standing({ place: next, to, groups }) });
      next += 1;
      return;
    }
    const staff = [...everyone.keys()].filter((id) => !managerIds.has(id));
    const id = staff[who % staff.length];
    const someone = id === undefined ? undefined : everyone.get(id);
    if (id === undefined || someone === undefined) return;
    if (kind === 'leaves') everyone.delete(id);
    else if (kind === 'moves') everyone.set(id, { ...someone, managerId });
    else
      everyone.set(id, { ...someone, fact: { ...someone.fact, ...changed({ kind, fact: someone.fact, to, groups }) } });
  }
}

function changed({
  kind,
  fact,
  to,
  groups,
}: {
  kind: Exclude<Happening['kind'], 'joins' | 'leaves' | 'moves'>;
  fact: CoverageFact;
  to: number;
  groups: number;
}): Partial<CoverageFact> {
  switch (kind) {
    case 'changes_group':
      return { groups: [`g${to % groups}`] };
    case 'goes_on_leave':
      return { eligibility: { eligible: false, because: 'on_leave' } };
    case 'is_exempt':
      return { eligibility: { eligible: false, because: 'exempt' }, exemption: 'parental' };
    case 'comes_back':
      return { eligibility: { eligible: true }, exemption: null };
    case 'gets_on': {
      const { upcoming, dueOn, last, managerMoves } = standing({ place: to, to: to + fact.managerMoves + 1, groups });
      return { upcoming, dueOn, last, managerMoves };
    }
  }
}

function standing({ place, to, groups }: { place: number; to: number; groups: number }): CoverageFact {
  return aCoverageFact({
    reportId: `p${place}`,
    groups: [`g${place % groups}`],
    dueOn: countingDay.add({ days: (to * 37) % 160 }).subtract({ days: 40 }),
    upcoming: to % 3 === 0 ? { leadDays: to % 40, leadTimeKept: to % 40 >= 21 } : null,
    last: { grade: grades[to % grades.length] ?? 'none', proactive: to % 2 === 0 },
    managerMoves: to % 4 === 0 ? 1 : 0,
  });
}

function chainOf({
  everyone,
  managerId,
}: {
  everyone: ReadonlyMap<string, Someone>;
  managerId: string;
}): readonly string[] {
  const chain: string[] = [];
  for (let above: string | null = managerId; above !== null; above = everyone.get(above)?.managerId ?? null) {
    chain.push(above);
  }
  return chain;
}
