/** How far from the target, as a colour of its own: pine where it is reached, amber the deeper the further below. */
export const distances = [
  { key: 'reached', from: 0, words: (target: number) => `${target}% or more` },
  { key: 'near', from: -10, words: (target: number) => `${target - 10} to ${target - 1}%` },
  { key: 'under', from: -25, words: (target: number) => `${target - 25} to ${target - 11}%` },
  { key: 'far', from: -100, words: (target: number) => `under ${target - 25}%` },
] as const;

export function distanceOf({
  percent,
  target,
}: {
  percent: number;
  target: number;
}): (typeof distances)[number]['key'] {
  return distances.find(({ from }) => percent - target >= from)?.key ?? 'far';
}
