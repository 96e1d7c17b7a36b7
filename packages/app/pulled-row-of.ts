import type { StoredPerson } from '@throughline/db/people-store.ts';
import { fieldsToTake, type SourceField } from '@throughline/domain/people/sources/fields-to-take.ts';
import type { EmployeeRow, StatedLeave, StatedManager } from './employee-row.ts';
import type { PulledPerson } from './ports/hr-system.ts';

/** What a source says of somebody, by whether there is a value. */
export function saidOf({ row, leaves }: { row: PulledPerson; leaves: readonly StatedLeave[] | null }): {
  readonly stated: ReadonlySet<SourceField>;
  readonly emptied: ReadonlySet<SourceField>;
} {
  const said: readonly (readonly [SourceField, unknown])[] = [
    ['country', row.country],
    ['level', row.level],
    ['manager', row.manager],
    ['groups', row.groups?.length === 0 ? null : row.groups],
    // Days off are a list, and an empty one says that there are none.
    ['leaves', leaves ?? undefined],
    ['employment', row.status ?? (row.startDate === undefined && row.endDate === undefined ? undefined : true)],
  ];
  const which = (isMeant: (value: unknown) => boolean) =>
    said.flatMap(([field, value]) => (isMeant(value) ? [field] : []));
  return {
    stated: new Set(['names', 'workEmail', ...which((value) => value !== undefined && value !== null)] as const),
    emptied: new Set(which((value) => value === null)),
  };
}

/** A source's row as an import takes it: of somebody new all of it, of somebody known what higher sources leave to say. */
export function pulledRowOf({
  row,
  person,
  externalId,
  manager,
  leaves,
  above,
  below,
  leavesStatusToDirectory,
}: {
  row: PulledPerson;
  person: StoredPerson | null;
  /** What the person is known by from now on, where they have no external id yet. */
  externalId: string;
  manager: StatedManager | null | undefined;
  leaves: readonly StatedLeave[] | null;
  above: ReadonlySet<SourceField>;
  below: ReadonlySet<SourceField>;
  /** Nobody whom a directory has taken out comes back by what an HR system still says. */
  leavesStatusToDirectory: boolean;
}): EmployeeRow {
  const taken = fieldsToTake({ ...saidOf({ row, leaves }), above, below });
  const names = person === null || taken.has('names') ? row : person;
  const { status, startDate, endDate } = row;
  const isLeft = leavesStatusToDirectory && status === 'active' && person?.status === 'inactive';
  return {
    ...(person === null ? {} : { personId: person.id }),
    externalId: person?.externalId ? null : externalId,
    givenName: names.givenName,
    familyName: names.familyName,
    ...(names.displayName === undefined ? {} : { displayName: names.displayName }),
    workEmail: person === null || taken.has('workEmail') ? row.workEmail : person.workEmail,
    ...(taken.has('country') && row.country !== undefined ? { country: row.country } : {}),
    ...(taken.has('level') && row.level !== undefined ? { level: row.level } : {}),
    ...(taken.has('groups') && row.groups !== undefined ? { groups: row.groups } : {}),
    ...(taken.has('employment') && startDate !== undefined ? { startDate } : {}),
    ...(taken.has('employment') && endDate !== undefined ? { endDate } : {}),
    ...(taken.has('employment') && status !== undefined && !isLeft ? { status } : {}),
    ...(taken.has('manager') && manager !== undefined ? { manager } : {}),
    ...(taken.has('leaves') && leaves !== null ? { leaves } : {}),
  };
}
