import type { Transaction } from '@throughline/db/database.ts';
import { hrSourceStore } from '@throughline/db/hr-source-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import type { SourceField } from '@throughline/domain/people/sources/fields-to-take.ts';
import type { EmployeeRow } from './employee-row.ts';
import type { RowToImport } from './import-row-of.ts';

/**
 * Rows of a file without what an HR system says of the same person that people are pulled from: that stands, whichever
 * came last, as a higher system's word does beside a lower one's. The rest of the row is taken, and the row says so.
 */
export async function leaveToHrSystems(tx: Transaction, rows: readonly RowToImport[]): Promise<readonly RowToImport[]> {
  if ((await hrSourceStore(tx).all()).length === 0) return rows;
  const known = await peopleStore(tx).known({
    externalIds: rows.flatMap(({ row }) => row.externalId ?? []),
    emails: rows.map(({ row }) => row.workEmail.toLowerCase()),
  });
  const links = await hrSourceStore(tx).linksOfPeople(known.map(({ id }) => id));
  const saidOf = new Map<string, ReadonlySet<SourceField>>();
  for (const { personId, fields } of links)
    saidOf.set(personId, new Set(fields).union(saidOf.get(personId) ?? new Set()));
  const find = finder(known);
  return rows.map((given) => {
    const person = find(given.row);
    const said = saidOf.get(person?.id ?? '');
    if (person === undefined || said === undefined) return given;
    return { ...given, row: without({ row: given.row, person, said }), notes: [...given.notes, 'in_hr_system'] };
  });
}

/** Whom a row is about: by external id, else by address where either has no id. */
function finder(known: readonly StoredPerson[]): (row: EmployeeRow) => StoredPerson | undefined {
  const byExternalId = new Map(
    known.flatMap((one) => (one.externalId === null ? [] : [[one.externalId, one] as const])),
  );
  const byEmail = new Map(known.map((one) => [one.workEmail, one]));
  return ({ externalId, workEmail }) => {
    const byId = externalId === null ? undefined : byExternalId.get(externalId);
    const sameAddress = byEmail.get(workEmail.toLowerCase());
    return byId ?? (externalId === null || sameAddress?.externalId === null ? sameAddress : undefined);
  };
}

/** What a row may leave out, by what a system can say. */
const statedAs = {
  names: ['displayName'],
  workEmail: [],
  country: ['country'],
  groups: ['groups'],
  level: ['level'],
  employment: ['startDate', 'endDate', 'status'],
  manager: ['manager'],
  leaves: ['leaves'],
} as const satisfies Record<SourceField, readonly (keyof EmployeeRow)[]>;

function without({
  row,
  person: { givenName, familyName, displayName, workEmail },
  said,
}: {
  row: EmployeeRow;
  person: StoredPerson;
  said: ReadonlySet<SourceField>;
}): EmployeeRow {
  const left: { -readonly [Key in keyof EmployeeRow]: EmployeeRow[Key] } = { ...row };
  for (const field of said) for (const key of statedAs[field]) delete left[key];
  return {
    ...left,
    ...(said.has('names') ? { givenName, familyName, displayName } : {}),
    ...(said.has('workEmail') ? { workEmail } : {}),
  };
}
