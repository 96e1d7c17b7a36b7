/** Somebody who is here, and where what is known of them came from. */
export type Present = {
  readonly id: string;
  readonly externalId: string | null;
  readonly workEmail: string;
  /** A directory states them through SCIM. */
  readonly isInDirectory: boolean;
  /** An HR system that people are pulled from lists them. */
  readonly isInHrSystem: boolean;
  readonly isAdministrator: boolean;
};

/**
 * Whom a file of everybody does not have: they have left. It speaks of those HR knows by an id, and of those nobody else
 * stated; whoever only a directory knows, administrators from before the first file, and whoever an HR system lists that
 * people are pulled from, are none of its business. Somebody whose row was refused is there all the same.
 */
export function missingPeople({
  present,
  stated,
  taken,
}: {
  present: readonly Present[];
  /** Every row's, whether or not it could be taken. */
  stated: readonly { readonly externalId: string | null; readonly workEmail: string | null }[];
  /** Whom rows were found to be about. */
  taken: ReadonlySet<string>;
}): readonly string[] {
  const ids = new Set(stated.flatMap(({ externalId }) => externalId ?? []));
  const addresses = new Set(stated.flatMap(({ workEmail }) => workEmail?.toLowerCase() ?? []));
  const withoutId = new Set(
    stated.flatMap(({ externalId, workEmail }) => (externalId === null ? (workEmail?.toLowerCase() ?? []) : [])),
  );
  const isStated = ({ externalId, workEmail }: Present) =>
    externalId === null ? addresses.has(workEmail) : ids.has(externalId) || withoutId.has(workEmail);
  return present
    .filter(({ isInHrSystem }) => !isInHrSystem)
    .filter((one) => one.externalId !== null || !(one.isInDirectory || one.isAdministrator))
    .filter((one) => !taken.has(one.id) && !isStated(one))
    .map(({ id }) => id);
}
