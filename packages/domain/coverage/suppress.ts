import { guardedTable } from './guarded-table.ts';

/** A row as the guard sees it: who is in it, and of those who counts, each under one manager. */
export type GuardedRow = { readonly members: readonly GuardedMember[] };
export type GuardedMember = {
  readonly id: string;
  /** Whose it is, where one person is several members; the id without it. */
  readonly personId?: string;
  readonly counts: boolean;
  readonly managerId: string | null;
  /** With those they had while they were in rows that were shown. */
  readonly everManagerIds?: readonly string[];
  /** Counted in rows that were shown, whether or not they do now. */
  readonly hasCounted?: boolean;
  /** Only there to hide others among: nothing about it needs hiding. */
  readonly isCrowd?: boolean;
};

export type Verdict = 'visible' | 'too_few_people' | 'too_few_managers' | 'reveals_a_smaller_part';

export type Minimums = { readonly minimumPeople: number; readonly minimumManagers: number };

/**
 * Which rows may be shown together. A row needs enough people who count and enough managers of theirs. And no
 * subtraction may lead below that: whatever is added to or taken from whatever between visible rows, the difference must
 * involve a part that is itself large enough. Rows come in order of importance; one that would reveal too much
 * together with those before it is hidden in their stead. `shown` are rows that cannot be taken back.
 */
export function suppress({
  rows,
  shown = [],
  minimums,
}: {
  rows: readonly GuardedRow[];
  shown?: readonly GuardedRow[];
  minimums: Minimums;
}): readonly Verdict[] {
  const table = guardedTable({ minimums });
  for (const row of shown) table.take(row);
  return rows.map(({ members }) => {
    // Themselves, as they are now: what they were in earlier weeks stands beside them and may count no more.
    const counting = members.filter(({ counts, isCrowd }) => counts && isCrowd !== true);
    const people = new Set(counting.map(({ id, personId = id }) => personId));
    const managers = new Set(counting.flatMap(({ managerId }) => managerId ?? []));
    if (people.size < minimums.minimumPeople) return 'too_few_people';
    if (managers.size < minimums.minimumManagers) return 'too_few_managers';
    return table.admit({ members }) ? 'visible' : 'reveals_a_smaller_part';
  });
}
