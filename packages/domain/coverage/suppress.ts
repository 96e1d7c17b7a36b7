import { rank } from './rank.ts';

/** A row as the guard sees it: who is in it, and of those who counts, each under one manager. */
export type GuardedRow = { readonly members: readonly GuardedMember[] };
export type GuardedMember = { readonly id: string; readonly counts: boolean; readonly managerId: string | null };

export type Verdict = 'visible' | 'too_few_people' | 'too_few_managers' | 'reveals_a_smaller_part';

export type Minimums = { readonly minimumPeople: number; readonly minimumManagers: number };

/**
 * Which rows may be shown together. A row needs enough people who count and enough managers of theirs. And no
 * subtraction may lead below that: whatever is added to or taken from whatever between visible rows, the difference must
 * involve a part that is itself large enough. Rows come in order of importance; one that would reveal too much
 * together with those before it is hidden in their stead.
 */
export function suppress({ rows, minimums }: { rows: readonly GuardedRow[]; minimums: Minimums }): readonly Verdict[] {
  const shown: GuardedRow[] = [];
  return rows.map((row) => {
    const verdict = judge(row);
    if (verdict === 'visible') shown.push(row);
    return verdict;
  });

  function judge(row: GuardedRow): Verdict {
    if (peopleIn(row.members) < minimums.minimumPeople) return 'too_few_people';
    if (managersIn(row.members) < minimums.minimumManagers) return 'too_few_managers';
    return safeTogether({ rows: [...shown, row], minimums }) ? 'visible' : 'reveals_a_smaller_part';
  }
}

/**
 * Splits the people into parts: those who are in exactly the same rows. Sums and differences of rows are sums and
 * differences of parts, so one that touches only small parts exists exactly where leaving the small parts out
 * makes rows depend on each other that otherwise do not.
 */
function safeTogether({ rows, minimums }: { rows: readonly GuardedRow[]; minimums: Minimums }): boolean {
  const rowsOf = new Map<string, number[]>();
  const people = new Map<string, GuardedMember>();
  for (const [index, { members }] of rows.entries()) {
    for (const member of members) {
      people.set(member.id, member);
      rowsOf.set(member.id, [...(rowsOf.get(member.id) ?? []), index]);
    }
  }
  const parts = [...Map.groupBy(people.values(), ({ id }) => rowsOf.get(id)!.join()).values()].map((members) => ({
    inRows: new Set(rowsOf.get(members[0]!.id)),
    isLarge: peopleIn(members) >= minimums.minimumPeople && managersIn(members) >= minimums.minimumManagers,
  }));
  const asVectors = (some: typeof parts) => rows.map((_, row) => some.map(({ inRows }) => (inRows.has(row) ? 1 : 0)));
  return rank(asVectors(parts)) === rank(asVectors(parts.filter(({ isLarge }) => isLarge)));
}

function peopleIn(members: readonly GuardedMember[]): number {
  return members.filter(({ counts }) => counts).length;
}

function managersIn(members: readonly GuardedMember[]): number {
  return new Set(members.flatMap(({ counts, managerId }) => (counts && managerId !== null ? [managerId] : []))).size;
}
