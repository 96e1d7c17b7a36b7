/** Columns that are not zero, and what stands in them, modulo `prime`. */
export type SparseVector = Map<number, number>;

/** Products of two remainders stay exact in a double. A combination that vanishes over the whole numbers vanishes here too. */
const prime = 67_108_859;

/**
 * Independent vectors, each with a pivot that no other has. Kept sparse: rows of a table of units below units
 * reduce to what lies between a unit and the units below it, so that few vectors touch a column.
 */
export function sparseBasis() {
  const vectors = new Map<number, { readonly entries: SparseVector; pivot: number }>();
  const touching = new Map<number, Set<number>>();
  const pivots = new Map<number, number>();
  let next = 0;

  return { reduce, insert, copyColumn, dropColumn, movePivot };

  /** What is left of a vector once the basis is taken out of it. */
  function reduce(vector: SparseVector): SparseVector {
    const rest = new Map(vector);
    for (const [column, value] of vector) {
      const id = pivots.get(column);
      if (id !== undefined) subtract({ from: rest, times: value, entries: entriesOf(id) });
    }
    return rest;
  }

  /** Takes in a reduced vector that is not zero in `pivot`. */
  function insert(reduced: SparseVector, pivot: number): void {
    const factor = inverse(reduced.get(pivot) ?? 0);
    const entries: SparseVector = new Map([...reduced].map(([column, value]) => [column, (value * factor) % prime]));
    const id = (next += 1);
    for (const other of touching.get(pivot) ?? []) {
      const theirs = entriesOf(other);
      const times = theirs.get(pivot) ?? 0;
      subtract({ from: theirs, times, entries });
      for (const column of entries.keys()) note({ id: other, column, isThere: theirs.has(column) });
    }
    vectors.set(id, { entries, pivot });
    pivots.set(pivot, id);
    for (const column of entries.keys()) note({ id, column, isThere: true });
  }

  /** A new column in which every vector has what it has in another: the column was split in two. */
  function copyColumn(from: number, to: number): void {
    for (const id of touching.get(from) ?? []) {
      entriesOf(id).set(to, entriesOf(id).get(from) ?? 0);
      note({ id, column: to, isThere: true });
    }
  }

  function dropColumn(column: number): void {
    for (const id of touching.get(column) ?? []) entriesOf(id).delete(column);
    touching.delete(column);
  }

  /** The vector with this pivot, if any, gets another among the columns given; where it has none of them it leaves and is handed back. */
  function movePivot({
    from,
    isCandidate,
  }: {
    from: number;
    isCandidate: (column: number) => boolean;
  }): SparseVector | null {
    const id = pivots.get(from);
    if (id === undefined) return null;
    pivots.delete(from);
    const entries = entriesOf(id);
    vectors.delete(id);
    for (const column of entries.keys()) note({ id, column, isThere: false });
    const reduced = reduce(entries);
    const to = [...reduced.keys()].find(isCandidate);
    if (to === undefined) return reduced;
    insert(reduced, to);
    return null;
  }

  function entriesOf(id: number): SparseVector {
    const found = vectors.get(id);
    if (found === undefined) throw new Error(`There is no vector ${id}`);
    return found.entries;
  }

  function note({ id, column, isThere }: { id: number; column: number; isThere: boolean }): void {
    const ids = touching.get(column);
    if (!isThere) ids?.delete(id);
    else if (ids === undefined) touching.set(column, new Set([id]));
    else ids.add(id);
  }
}

function subtract({
  from,
  times,
  entries,
}: {
  from: SparseVector;
  times: number;
  entries: ReadonlyMap<number, number>;
}): void {
  for (const [column, value] of entries) {
    const left = ((from.get(column) ?? 0) + prime - ((times * value) % prime)) % prime;
    if (left === 0) from.delete(column);
    else from.set(column, left);
  }
}

/** By Fermat: raised to the prime less two. */
function inverse(value: number): number {
  let [result, base] = [1, value % prime];
  for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}
