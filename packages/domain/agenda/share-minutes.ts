/**
 * Shares whole minutes out by weight so that they add up to `total`: in fives as far as that goes, what is left over
 * to the heaviest; among equals the earlier gets more. `total` must hold five minutes for each.
 */
export function shareMinutes({ total, weights }: { total: number; weights: readonly number[] }): readonly number[] {
  const sum = weights.reduce((whole, weight) => whole + weight, 0);
  const minutes = weights.map(() => five);
  let left = total - five * weights.length;
  while (left > 0) {
    const furthestBehind = indexOfLargest(weights.map((weight, index) => (weight / sum) * total - minutes[index]!));
    const portion = Math.min(five, left);
    minutes[furthestBehind]! += portion;
    left -= portion;
  }
  return minutes;
}

const five = 5;

function indexOfLargest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}
