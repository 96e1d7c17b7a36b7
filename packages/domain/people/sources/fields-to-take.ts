/** What a source can say of a person, as far as it is taken or left together. */
export const sourceFields = [
  'names',
  'workEmail',
  'country',
  'groups',
  'level',
  'employment',
  'manager',
  'leaves',
] as const;
export type SourceField = (typeof sourceFields)[number];

/**
 * What is taken of a source's row about somebody who is in other sources too. What a higher one says stands. Where this one
 * says that there is nothing, and a lower one says something, the lower one's stands: nothing known takes nothing away.
 */
export function fieldsToTake({
  stated,
  emptied,
  above,
  below,
}: {
  /** What the row has a value for. */
  stated: ReadonlySet<SourceField>;
  /** What it says there is none of. */
  emptied: ReadonlySet<SourceField>;
  /** What higher sources say of this person, and lower ones. */
  above: ReadonlySet<SourceField>;
  below: ReadonlySet<SourceField>;
}): ReadonlySet<SourceField> {
  return stated.difference(above).union(emptied.difference(above).difference(below));
}
