/** Positions of a tree of people in depth-first order: everyone below somebody comes right after them. */
export type Tree = {
  /** Person at each position. */
  readonly order: Int32Array;
  /** Position of the manager, by position; -1 at the top. */
  readonly above: Int32Array;
};

/** `managers` by person: the manager's number, or -1. Whoever is in a cycle, or below one, is nowhere in the tree. */
export function depthFirst(managers: Int32Array): Tree {
  const count = managers.length;
  const firstChild = new Int32Array(count).fill(-1);
  const nextSibling = new Int32Array(count).fill(-1);
  for (let person = count - 1; person >= 0; person -= 1) {
    const manager = managers[person]!;
    if (manager < 0) continue;
    nextSibling[person] = firstChild[manager]!;
    firstChild[manager] = person;
  }
  const order = new Int32Array(count);
  const above = new Int32Array(count);
  let end = 0;
  for (let root = 0; root < count; root += 1) {
    if (managers[root] !== -1) continue;
    const waiting: number[] = [root, -1];
    while (waiting.length > 0) {
      const managerAt = waiting.pop()!;
      const person = waiting.pop()!;
      order[end] = person;
      above[end] = managerAt;
      for (let child = firstChild[person]!; child >= 0; child = nextSibling[child]!) waiting.push(child, end);
      end += 1;
    }
  }
  return { order: order.subarray(0, end), above: above.subarray(0, end) };
}

/** A figure by position, from one by person: kept so, it is read in the order in which the pass goes. */
export function inOrder({ tree, column }: { tree: Tree; column: Int32Array }): Int32Array {
  return Int32Array.from(tree.order, (person) => column[person] ?? 0);
}

/**
 * Each figure of each person with everyone below, in one pass from the last position to the first: whoever is below has
 * been added up by the time they are added to their manager. Columns and answer are by position, a figure each. The
 * person is included.
 */
export function treeTotals({
  tree: { above },
  columns,
}: {
  tree: Tree;
  columns: readonly Int32Array[];
}): readonly Int32Array[] {
  return columns.map((column) => {
    const totals = column.slice();
    for (let at = totals.length - 1; at > 0; at -= 1) {
      const managerAt = above[at]!;
      if (managerAt >= 0) totals[managerAt]! += totals[at]!;
    }
    return totals;
  });
}
