import type { Share } from './coverage.ts';
import { leaversWithout } from './leavers.ts';
import { suppress, type GuardedRow, type Minimums } from './suppress.ts';
import { unitKey, type UnitFacts } from './units.ts';

/** A unit's figure of leavers as it was published, and of whom; what is known of a leaver never changes. */
export type ShownLeavers = {
  readonly asOf: Temporal.PlainDate;
  readonly unit: string;
  readonly share: Share;
  readonly members: readonly { readonly id: string; readonly managerId: string | null }[];
};

const keptYears = 2;

/**
 * The figure of each unit that may be shown. Leavers come one by one, and a figure that followed them would tell of
 * each: so it stays as it was published until enough came and went that no two weeks, nor units, differ by fewer than
 * the minimum. Leavers are in no other figure and are guarded among themselves.
 */
export function publishedLeavers({
  units,
  shown,
  asOf,
  minimums,
}: {
  units: readonly UnitFacts[];
  shown: readonly ShownLeavers[];
  asOf: Temporal.PlainDate;
  minimums: Minimums;
}): { readonly shares: ReadonlyMap<string, Share>; readonly shown: readonly ShownLeavers[] } {
  const kept = shown.filter((one) => Temporal.PlainDate.compare(asOf.subtract({ years: keptYears }), one.asOf) <= 0);
  const now = units.map(({ unit, leavers = [] }): ShownLeavers => {
    const members = leavers.map(({ reportId, managers }) => ({ id: reportId, managerId: managers[0] ?? null }));
    return { asOf, unit: unitKey(unit), share: leaversWithout(leavers), members };
  });
  const verdicts = suppress({ rows: now.map(rowOf), shown: kept.map(rowOf), minimums });
  const fresh = now.filter((_, index) => verdicts[index] === 'visible');
  const latest = new Map([...kept, ...fresh].map((one) => [one.unit, one]));
  const visible = new Set(now.map(({ unit }) => unit));
  const changed = fresh.filter((one) => !kept.some((other) => isSame(one, other)));
  return {
    shares: new Map([...latest].flatMap(([unit, { share }]) => (visible.has(unit) ? [[unit, share] as const] : []))),
    shown: [...kept, ...changed],
  };
}

function rowOf({ members }: ShownLeavers): GuardedRow {
  return { members: members.map(({ id, managerId }) => ({ id, counts: true, managerId })) };
}

function isSame(one: ShownLeavers, other: ShownLeavers): boolean {
  const ids = new Set(other.members.map(({ id }) => id));
  return one.unit === other.unit && one.members.length === ids.size && one.members.every(({ id }) => ids.has(id));
}
