import type { CoverageFact } from './coverage-fact.ts';
import type { LeaverFact } from './leavers.ts';

/** A part of the organisation that coverage is published for. */
export type Unit =
  | { readonly kind: 'everyone' }
  /** A leader, a manager of managers, and everyone below. */
  | { readonly kind: 'leader'; readonly leaderId: string }
  | { readonly kind: 'group'; readonly group: string };

export type UnitFacts = {
  readonly unit: Unit;
  readonly facts: readonly CoverageFact[];
  /** Those who left it within a year. */
  readonly leavers?: readonly LeaverFact[];
};

export function unitKey(unit: Unit): string {
  switch (unit.kind) {
    case 'everyone':
      return 'everyone';
    case 'leader':
      return `leader:${unit.leaderId}`;
    case 'group':
      return `group:${unit.group}`;
  }
}

/**
 * Everyone, then each leader's unit, then each group, the larger first. A leader's unit holds the leader's own
 * conversation too: so the units below a leader add up to the leader's, and nobody is left over to be worked out.
 * Each person is put into their own units, so that the time it takes grows with people and not with units too.
 */
export function unitsOf({
  facts,
  leavers = [],
}: {
  facts: readonly CoverageFact[];
  leavers?: readonly LeaverFact[];
}): readonly UnitFacts[] {
  const leaders = membersBy(facts.map(({ managers }) => managers.slice(1)));
  for (const fact of facts) {
    for (const leaderId of [fact.reportId, ...fact.managers]) leaders.get(leaderId)?.facts.push(fact);
  }
  const groups = membersBy(facts.map((fact) => fact.groups));
  for (const fact of facts) {
    for (const group of new Set(fact.groups)) groups.get(group)?.facts.push(fact);
  }
  for (const leaver of leavers) {
    for (const leaderId of [leaver.reportId, ...leaver.managers]) leaders.get(leaderId)?.leavers.push(leaver);
    for (const group of new Set(leaver.groups)) groups.get(group)?.leavers.push(leaver);
  }
  return [
    { unit: { kind: 'everyone' }, facts, leavers },
    ...bySize([...leaders].map(([leaderId, members]) => ({ unit: { kind: 'leader', leaderId }, ...members }))),
    ...bySize([...groups].map(([group, members]) => ({ unit: { kind: 'group', group }, ...members }))),
  ];
}

function membersBy(
  keys: readonly (readonly string[])[],
): Map<string, { facts: CoverageFact[]; leavers: LeaverFact[] }> {
  return new Map(keys.flat().map((key) => [key, { facts: [], leavers: [] }]));
}

function bySize(units: readonly UnitFacts[]): readonly UnitFacts[] {
  return units.toSorted((a, b) => b.facts.length - a.facts.length || (unitKey(a.unit) < unitKey(b.unit) ? -1 : 1));
}
