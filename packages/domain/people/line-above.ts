/** Somebody and everybody above, the nearest first. Where lines form a cycle, each person is named once. */
export function lineAbove({
  personId,
  managers,
}: {
  personId: string;
  /** Each report's manager, as `managersOn` gives them. */
  managers: ReadonlyMap<string, string>;
}): readonly string[] {
  const line = new Set<string>();
  for (let each: string | undefined = personId; each !== undefined && !line.has(each); each = managers.get(each))
    line.add(each);
  return [...line];
}
