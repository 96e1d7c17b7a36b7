import type { Policy } from '../policy/policy.ts';
import { isBefore } from '../time/local-date.ts';
import { countedAs } from './counted-as.ts';
import type { CoverageFact } from './coverage-fact.ts';
import type { Totals } from './summary.ts';
import type { GuardedMember, GuardedRow } from './suppress.ts';

/** Somebody in a row of a week, as far as the guard has to know. */
export type MemberThen = {
  readonly id: string;
  readonly managerId: string | null;
  /** Towards the minimum. */
  readonly counts: boolean;
  readonly countedAs: string;
};

/** The rows that were last shown in one week, and who was in them. */
export type ShownWeek = {
  readonly asOf: Temporal.PlainDate;
  readonly members: readonly MemberThen[];
  /** By unit: places in `members`. */
  readonly rows: ReadonlyMap<string, readonly number[]>;
};

/**
 * Who is in a unit for the world to see: employed, with a manager. Whoever is away still is; that they are not counted is
 * a state like others. Nobody can tell from an organisation chart, as they can who came and who went.
 */
export function isInUnit({ eligibility }: CoverageFact): boolean {
  return eligibility.eligible || (eligibility.because !== 'inactive' && eligibility.because !== 'no_active_manager');
}

export function memberThen({
  fact,
  summary,
  counts,
}: {
  fact: CoverageFact;
  summary: Totals;
  counts: boolean;
}): MemberThen {
  return {
    id: fact.reportId,
    managerId: fact.managers[0] ?? null,
    counts,
    countedAs: countedAs({ fact, summary }),
  };
}

/**
 * The rows of all weeks as rows of one table. Somebody is one member throughout, and beside it another for each week in
 * which what they are counted as changed: nobody outside knows who changed, so those who stayed and changed are a crowd
 * for whoever came or went, where they are enough. Where too few changed, a careful reader takes it that nobody did.
 */
export function acrossWeeks({ shown, now }: { shown: readonly ShownWeek[]; now: ShownWeek }): {
  readonly shown: readonly GuardedRow[];
  readonly now: ReadonlyMap<string, GuardedRow>;
} {
  const weeks = [...shown.toSorted((a, b) => Temporal.PlainDate.compare(a.asOf, b.asOf)), now];
  const everBeen = whatTheyWere(weeks);
  const changes = new Map<string, GuardedMember[]>();
  const lastCountedAs = new Map<string, string>();
  const rowsOf = weeks.map((week, number) => {
    const items = week.members.map(({ id, countedAs: as, counts, managerId }): readonly GuardedMember[] => {
      const before = lastCountedAs.get(id);
      lastCountedAs.set(id, as);
      if (before !== undefined && before !== as) {
        const change = { id: `${id} ${number}`, personId: id, counts, managerId, isCrowd: true };
        changes.set(id, [...(changes.get(id) ?? []), change]);
      }
      return [{ id, counts, managerId, ...everBeen.get(id) }, ...(changes.get(id) ?? [])];
    });
    return new Map(
      [...week.rows].map(([unit, places]) => [unit, { members: places.flatMap((place) => items[place] ?? []) }]),
    );
  });
  return { shown: rowsOf.slice(0, -1).flatMap((rows) => [...rows.values()]), now: rowsOf.at(-1) ?? new Map() };
}

type Been = Required<Pick<GuardedMember, 'everManagerIds' | 'hasCounted'>>;

/** A part that was large enough when it was shown stays so, whatever becomes of those in it. */
function whatTheyWere(weeks: readonly ShownWeek[]): ReadonlyMap<string, Been> {
  const been = new Map<string, Been>();
  for (const { members } of weeks) {
    for (const { id, managerId, counts } of members) {
      const { everManagerIds = [], hasCounted = false } = been.get(id) ?? {};
      const isKnown = managerId === null || everManagerIds.includes(managerId);
      been.set(id, {
        everManagerIds: isKnown ? everManagerIds : [...everManagerIds, managerId],
        hasCounted: hasCounted || counts,
      });
    }
  }
  return been;
}

/**
 * What the next week is judged beside: all that was shown within an interval. Beyond it everybody's conversation has come
 * round and nothing of it holds any more; of very large organisations fewer weeks are kept.
 */
export function remember({
  shown,
  now,
  visible,
  policy,
}: {
  shown: readonly ShownWeek[];
  now: ShownWeek;
  /** Units shown now. */
  visible: ReadonlySet<string>;
  policy: Policy;
}): readonly ShownWeek[] {
  const until = now.asOf.subtract({ days: policy.rules.intervalDays });
  const older = shown.filter(({ asOf }) => !isBefore(asOf, until) && isBefore(asOf, now.asOf));
  const rows = new Map([...now.rows].filter(([unit]) => visible.has(unit)));
  const fitting = Math.max(1, Math.floor(membersKept / Math.max(1, now.members.length)) - 1);
  return [...older.slice(-fitting), { ...now, rows }];
}

/** In all weeks together, beyond which the guard would take minutes. */
const membersKept = 300_000;
