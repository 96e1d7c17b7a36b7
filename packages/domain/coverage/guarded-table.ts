import { sparseBasis, type SparseVector } from './sparse-basis.ts';
import type { GuardedMember, GuardedRow, Minimums } from './suppress.ts';

/** Who is in exactly the same rows. A column of the table. */
type Part = { readonly people: Tally; readonly managers: Tally; size: number; required: number };
/** How many times each is counted, so that taking some out leaves the others. */
type Tally = Map<string, number>;

/** Members of a row out of one part, and the number the piece has from then on; `from` is null where they were in none. */
type Cut = { readonly part: number; readonly from: number | null; readonly members: readonly GuardedMember[] };

/**
 * Rows shown together, divided into parts: those who are in exactly the same rows. Sums and differences of rows are
 * sums and differences of parts, so one that touches only parts that are too small exists exactly where rows depend on
 * each other outside the small parts and not in them. Each row costs about as much as it has members.
 */
export function guardedTable({ minimums }: { minimums: Minimums }) {
  const parts = new Map<number, Part>();
  const partOf = new Map<string, number>();
  const basis = sparseBasis();
  let next = 0;

  return { admit, take };

  /** Adds the row if nothing too small can be worked out from it beside those already there. */
  function admit(row: GuardedRow): boolean {
    const { cuts, lost } = divide(row);
    const rest = lost.every(isHarmless) ? reduceRow(cuts) : null;
    if (rest === null || !(insert(rest) || isHarmless(rest))) {
      undo({ cuts, lost });
      return false;
    }
    return true;
  }

  /** Adds a row that was shown, whatever follows from it. */
  function take(row: GuardedRow): void {
    insert(reduceRow(divide(row).cuts));
  }

  /** Cuts parts so that each is in the row or out of it; `lost` is what no large part is left of. */
  function divide({ members }: GuardedRow): { cuts: readonly Cut[]; lost: readonly SparseVector[] } {
    const byPart = Map.groupBy(members, ({ id }) => partOf.get(id) ?? null);
    const cuts = [...byPart].map(([from, those]) => cut({ from, members: those }));
    const smaller = cuts.flatMap(({ from }) => (from !== null && !isLarge(from) ? [from] : []));
    return { cuts, lost: smaller.flatMap((from) => basis.movePivot({ from, isCandidate: isLarge }) ?? []) };
  }

  function cut({ from, members }: Omit<Cut, 'part'>): Cut {
    if (from !== null && partAt(from).size === members.length) return { part: from, from: null, members: [] };
    const part = (next += 1);
    const inside = partFrom(members);
    parts.set(part, inside);
    for (const { id } of members) partOf.set(id, part);
    if (from !== null) {
      takeOut(partAt(from), inside);
      basis.copyColumn(from, part);
    }
    return { part, from, members };
  }

  function undo({ cuts, lost }: { cuts: readonly Cut[]; lost: readonly SparseVector[] }): void {
    const made = cuts.filter(({ members }) => members.length > 0);
    for (const { part, from, members } of made) {
      if (from === null) {
        for (const { id } of members) partOf.delete(id);
      } else {
        for (const { id } of members) partOf.set(id, from);
        putBack(partAt(from), partAt(part));
      }
      parts.delete(part);
    }
    for (const { part } of made) {
      basis.movePivot({ from: part, isCandidate: isLarge });
      basis.dropColumn(part);
    }
    for (const vector of lost) insert(basis.reduce(new Map([...vector].filter(([part]) => parts.has(part)))));
  }

  function reduceRow(cuts: readonly Cut[]): SparseVector {
    return basis.reduce(new Map(cuts.map(({ part }) => [part, 1])));
  }

  /** False where no large part is in it. */
  function insert(reduced: SparseVector): boolean {
    const pivot = [...reduced.keys()].find(isLarge);
    if (pivot !== undefined) basis.insert(reduced, pivot);
    return pivot !== undefined;
  }

  /** Only about people nothing of whom needs hiding. */
  function isHarmless(vector: SparseVector): boolean {
    return [...vector.keys()].every((part) => partAt(part).required === 0);
  }

  function partAt(id: number): Part {
    const part = parts.get(id);
    if (part === undefined) throw new Error(`There is no part ${id}`);
    return part;
  }

  function isLarge(id: number): boolean {
    const part = parts.get(id);
    return (
      part !== undefined && part.people.size >= minimums.minimumPeople && part.managers.size >= minimums.minimumManagers
    );
  }
}

function partFrom(members: readonly GuardedMember[]): Part {
  const part: Part = { people: new Map(), managers: new Map(), size: members.length, required: 0 };
  const count = (tally: Tally, key: string) => tally.set(key, (tally.get(key) ?? 0) + 1);
  for (const { id, personId = id, counts, hasCounted = counts, managerId, everManagerIds, isCrowd } of members) {
    if (isCrowd !== true) part.required += 1;
    if (!hasCounted) continue;
    count(part.people, personId);
    if (everManagerIds === undefined && managerId !== null) count(part.managers, managerId);
    for (const manager of everManagerIds ?? []) count(part.managers, manager);
  }
  return part;
}

function takeOut(part: Part, inside: Part): void {
  add({ to: part.people, tally: inside.people, sign: -1 });
  add({ to: part.managers, tally: inside.managers, sign: -1 });
  part.size -= inside.size;
  part.required -= inside.required;
}

function putBack(part: Part, inside: Part): void {
  add({ to: part.people, tally: inside.people, sign: 1 });
  add({ to: part.managers, tally: inside.managers, sign: 1 });
  part.size += inside.size;
  part.required += inside.required;
}

function add({ to, tally, sign }: { to: Tally; tally: Tally; sign: 1 | -1 }): void {
  for (const [key, count] of tally) {
    const sum = (to.get(key) ?? 0) + sign * count;
    if (sum > 0) to.set(key, sum);
    else to.delete(key);
  }
}
