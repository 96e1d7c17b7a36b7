import type { CoverageFact } from './coverage-fact.ts';
import { figures, type Totals } from './summary.ts';
import { depthFirst, inOrder, treeTotals } from './tree-totals.ts';

/** What each person adds, figure by figure. */
export type Summaries = ReadonlyMap<CoverageFact, Int32Array>;

/** Totals of everybody together. */
export function sumOf({ facts, summaries }: { facts: readonly CoverageFact[]; summaries: Summaries }): Totals {
  const totals = new Int32Array(figures.length);
  for (const fact of facts) {
    const summary = summaries.get(fact);
    if (summary === undefined) continue;
    for (let place = 0; place < totals.length; place += 1) totals[place]! += summary[place]!;
  }
  return totals;
}

/** Answers anybody's totals with everyone below: all of the tree is added up in one pass, whatever its depth. */
export function totalsBelow({
  facts,
  summaries,
}: {
  facts: readonly CoverageFact[];
  summaries: Summaries;
}): (personId: string) => Totals | null {
  const numbers = new Map<string, number>();
  const numberOf = (id: string) => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    numbers.set(id, numbers.size);
    return numbers.size - 1;
  };
  for (const { reportId, managers } of facts) for (const id of [reportId, ...managers]) numberOf(id);
  const managerOf = new Int32Array(numbers.size).fill(-1);
  const columns = figures.map(() => new Int32Array(numbers.size));
  for (const fact of facts) {
    const line = [fact.reportId, ...fact.managers].map(numberOf);
    for (let at = 0; at + 1 < line.length; at += 1) managerOf[line[at]!] = line[at + 1]!;
    const summary = summaries.get(fact);
    for (const [place, column] of columns.entries()) column[line[0]!] = summary?.[place] ?? 0;
  }
  const tree = depthFirst(managerOf);
  const totals = treeTotals({ tree, columns: columns.map((column) => inOrder({ tree, column })) });
  const positionOf = new Int32Array(numbers.size).fill(-1);
  for (const [position, person] of tree.order.entries()) positionOf[person] = position;
  return (personId) => {
    const position = positionOf[numbers.get(personId) ?? -1] ?? -1;
    return position === -1 ? null : totals.map((column) => column[position] ?? 0);
  };
}
