/** An arc carries up to `capacity` whole units at `cost` each. */
export type Arc = { readonly from: number; readonly to: number; readonly capacity: number; readonly cost: number };

/**
 * The cheapest way to send `units` from `source` to `sink`, as units on each arc; less where no more fits.
 * Successive shortest paths over the residual network with Bellman and Ford's algorithm, queued: exact for whole
 * capacities, and networks here are a few hundred arcs. Costs must close no negative circle. Among equally cheap ways the order of
 * arcs decides, so equal input gives equal output.
 */
export function minCostFlow({
  nodes,
  arcs,
  source,
  sink,
  units,
}: {
  nodes: number;
  arcs: readonly Arc[];
  source: number;
  sink: number;
  units: number;
}): readonly number[] {
  const residual = arcs.flatMap((arc) => [
    { to: arc.to, room: arc.capacity, cost: arc.cost },
    { to: arc.from, room: 0, cost: -arc.cost },
  ]);
  const leaving: number[][] = Array.from({ length: nodes }, () => []);
  for (const [index, arc] of arcs.entries()) {
    leaving[arc.from]!.push(2 * index);
    leaving[arc.to]!.push(2 * index + 1);
  }
  for (let sent = 0; sent < units; sent += 1) {
    const path = cheapestPath();
    if (!path) break;
    for (const edge of path) {
      residual[edge]!.room -= 1;
      residual[edge ^ 1]!.room += 1;
    }
  }
  return arcs.map((_, index) => residual[2 * index + 1]!.room);

  function cheapestPath(): readonly number[] | null {
    const cost = Array.from({ length: nodes }, () => Infinity);
    const arrivedBy = Array.from({ length: nodes }, () => -1);
    const queued = new Set([source]);
    cost[source] = 0;
    for (const node of queued) {
      queued.delete(node);
      for (const edge of leaving[node]!) {
        const { to, room, cost: edgeCost } = residual[edge]!;
        if (room === 0 || cost[node]! + edgeCost >= cost[to]!) continue;
        cost[to] = cost[node]! + edgeCost;
        arrivedBy[to] = edge;
        queued.add(to);
      }
    }
    if (cost[sink] === Infinity) return null;
    const path: number[] = [];
    for (let node = sink; node !== source; node = residual[path.at(-1)! ^ 1]!.to) path.push(arrivedBy[node]!);
    return path;
  }
}
