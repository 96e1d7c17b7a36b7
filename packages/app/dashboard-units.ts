import { inLineOf, underTarget } from '@throughline/domain/coverage/choose-rows.ts';
import type { PublishedRow } from '@throughline/domain/coverage/publish-rows.ts';
import { unitKey, type Unit } from '@throughline/domain/coverage/units.ts';
import { isStale } from '@throughline/domain/digest/trust-in-data.ts';
import { lineAbove } from '@throughline/domain/people/line-above.ts';
import type { CoverageView } from './coverage-view.ts';
import { rowsBelow } from './rows-below.ts';

/** HR and leadership see every unit, a leader the units of their own line; HR alone what the exempt are exempt for. */
export type CoverageAudience =
  | { readonly kind: 'all' }
  | { readonly kind: 'hr' }
  | { readonly kind: 'leader'; readonly personId: string };

export type DashboardFilter = { readonly kind: 'line' | 'groups'; readonly underTarget: boolean };

export type DashboardUnits = {
  readonly own: PublishedRow;
  /** From the reader's own unit down to this one. */
  readonly path: readonly Unit[];
  /** One level below. */
  readonly below: readonly PublishedRow[];
  /** What the filter chose, the larger first. */
  readonly listed: readonly PublishedRow[];
  /** Of what it chose from. */
  readonly hiddenFromFilter: number;
};

/** The unit asked for and those to list with it; null where it is not in the reader's line. It chooses rows, never counts. */
export function dashboardUnits({
  view,
  audience,
  unit,
  filter,
}: {
  view: CoverageView;
  audience: CoverageAudience;
  /** The reader's own without it. */
  unit: string | null;
  filter: DashboardFilter;
}): DashboardUnits | null {
  const { snapshot } = view;
  const root: Unit =
    audience.kind === 'leader' ? { kind: 'leader', leaderId: audience.personId } : { kind: 'everyone' };
  const own = snapshot.rows.find((row) => unitKey(row.unit) === (unit ?? unitKey(root)));
  const path = own === undefined ? null : pathTo({ unit: own.unit, root, view });
  if (own === undefined || path === null) return null;
  const below = rowsBelow({ snapshot, unit: own.unit, workforce: view });
  return { own, path, below, ...chosen({ own, below, view, filter }) };
}

function chosen({
  own,
  below,
  view: { snapshot, policy, managers },
  filter,
}: {
  own: PublishedRow;
  below: readonly PublishedRow[];
  view: CoverageView;
  filter: DashboardFilter;
}): Pick<DashboardUnits, 'listed' | 'hiddenFromFilter'> {
  const { rows } = snapshot;
  const isEveryone = own.unit.kind === 'everyone';
  const groups = isEveryone ? rows.filter(({ unit }) => unit.kind === 'group') : [];
  if (!filter.underTarget) return { listed: filter.kind === 'groups' ? groups : below, hiddenFromFilter: 0 };
  const line =
    own.unit.kind === 'leader'
      ? inLineOf({ leaderId: own.unit.leaderId, rows, managers })
      : rows.filter(({ unit }) => isEveryone && unit.kind === 'leader');
  const among = filter.kind === 'groups' ? groups : line;
  const { targetPercent } = policy.rules;
  return {
    listed: isStale(snapshot.trust) ? [] : underTarget({ rows: among, targetPercent }),
    hiddenFromFilter: isStale(snapshot.trust) ? among.length : among.filter(({ hidden }) => hidden).length,
  };
}

/** Null where the unit is not below the root. Whoever has nobody above is everyone's head, and no level of their own. */
function pathTo({ unit, root, view }: { unit: Unit; root: Unit; view: CoverageView }): readonly Unit[] | null {
  if (unitKey(unit) === unitKey(root)) return [root];
  if (unit.kind !== 'leader') return root.kind === 'everyone' ? [root, unit] : null;
  const above = lineAbove({ personId: unit.leaderId, managers: view.managers });
  if (root.kind !== 'leader') {
    const published = new Set(view.snapshot.rows.map((row) => unitKey(row.unit)));
    const levels = above.filter((id) => id === unit.leaderId || view.managers.has(id)).map(leader);
    return [root, ...levels.filter((each) => published.has(unitKey(each))).toReversed()];
  }
  const place = above.indexOf(root.leaderId);
  return place === -1
    ? null
    : above
        .slice(0, place + 1)
        .map(leader)
        .toReversed();
}

const leader = (leaderId: string): Unit => ({ kind: 'leader', leaderId });
