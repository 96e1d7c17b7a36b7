import type { CoverageFact } from './coverage-fact.ts';

/** A part of the organisation that coverage is published for. */
export type Unit =
  | { readonly kind: 'everyone' }
  /** A leader, a manager of managers, and everyone below. */
  | { readonly kind: 'leader'; readonly leaderId: string }
  | { readonly kind: 'group'; readonly group: string };

export type UnitFacts = { readonly unit: Unit; readonly facts: readonly CoverageFact[] };

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
 */
export function unitsOf({ facts }: { facts: readonly CoverageFact[] }): readonly UnitFacts[] {
  const leaders = new Set(facts.flatMap(({ managers }) => managers.slice(1)));
  const groups = new Set(facts.flatMap((fact) => fact.groups));
  return [
    { unit: { kind: 'everyone' }, facts },
    ...bySize(
      [...leaders].map((leaderId) => ({ unit: { kind: 'leader', leaderId }, facts: factsUnder({ facts, leaderId }) })),
    ),
    ...bySize(
      [...groups].map((group) => ({
        unit: { kind: 'group', group },
        facts: facts.filter((fact) => fact.groups.includes(group)),
      })),
    ),
  ];
}

/** The leader and everyone below. */
export function factsUnder({
  facts,
  leaderId,
}: {
  facts: readonly CoverageFact[];
  leaderId: string;
}): readonly CoverageFact[] {
  return facts.filter(({ reportId, managers }) => reportId === leaderId || managers.includes(leaderId));
}

/**
 * What a leader's digest shows: the leader's own unit, and below it units that stand side by side, those of the leaders
 * reporting to this one or, where there are fewer than two, groups. Guard them together.
 */
export function unitsForLeader({ facts, leaderId }: { facts: readonly CoverageFact[]; leaderId: string }): {
  readonly own: UnitFacts;
  readonly below: readonly UnitFacts[];
} {
  const own = factsUnder({ facts, leaderId });
  const directReports = new Set(own.filter(({ managers }) => managers[0] === leaderId).map(({ reportId }) => reportId));
  const units = unitsOf({ facts: own });
  const leaders = units.filter(({ unit }) => unit.kind === 'leader' && directReports.has(unit.leaderId));
  return {
    own: { unit: { kind: 'leader', leaderId }, facts: own },
    below: leaders.length >= 2 ? leaders : units.filter(({ unit }) => unit.kind === 'group'),
  };
}

function bySize(units: readonly UnitFacts[]): readonly UnitFacts[] {
  return units.toSorted((a, b) => b.facts.length - a.facts.length || (unitKey(a.unit) < unitKey(b.unit) ? -1 : 1));
}
