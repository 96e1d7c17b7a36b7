import { findByName, type FoundByName } from '@throughline/domain/people/import/find-by-name.ts';
import type { ImportNote } from '@throughline/domain/people/import/import-counts.ts';
import type { NamedManager, StatedRow } from '@throughline/domain/people/import/stated-row.ts';
import type { EmployeeRow, StatedManager } from './employee-row.ts';

export type RowToImport = {
  readonly stated: StatedRow;
  readonly row: EmployeeRow;
  readonly notes: readonly ImportNote[];
};

type Named = Pick<StatedRow, 'givenName' | 'familyName' | 'workEmail'> & { readonly displayName?: string };

/** The rows as the import takes them: days are days, and managers known by name are known by their address. */
export function rowsToImport({
  stated,
  others,
}: {
  stated: readonly StatedRow[];
  /** Everyone who is here; asked where rows name managers. */
  others: readonly Named[];
}): readonly RowToImport[] {
  const inFile = findByName(stated.map(named));
  const here = findByName(others.map(named));
  const find = (name: string): FoundByName => {
    const found = inFile(name);
    return found.kind === 'none' ? here(name) : found;
  };
  return stated.map((row) => rowToImport({ row, find }));
}

const named = ({ givenName, familyName, displayName, workEmail }: Named) => ({
  givenName,
  familyName,
  displayName,
  workEmail,
});

function rowToImport({ row: stated, find }: { row: StatedRow; find: (name: string) => FoundByName }): RowToImport {
  const { line: _line, manager, managerSince, startDate, endDate, lastCareerConversationOn, ...plain } = stated;
  const row = {
    ...plain,
    ...(startDate === undefined ? {} : { startDate: dayOf(startDate) }),
    ...(endDate === undefined ? {} : { endDate: dayOf(endDate) }),
    ...(lastCareerConversationOn === undefined ? {} : { lastCareerConversationOn: dayOf(lastCareerConversationOn) }),
  };
  if (manager === undefined) return { stated, row, notes: [] };
  const read = managerOf({ manager, stated, find });
  if (read.manager === undefined) return { stated, row, notes: read.notes };
  const since = managerSince === undefined ? {} : { since: Temporal.PlainDate.from(managerSince) };
  return {
    stated,
    row: { ...row, manager: read.manager && { ...read.manager, ...since } },
    notes: read.notes,
  };
}

/** `manager` undefined: who it is stays as it was. */
function managerOf({
  manager,
  stated,
  find,
}: {
  manager: NamedManager | null;
  stated: StatedRow;
  find: (name: string) => FoundByName;
}): { readonly manager: StatedManager | null | undefined; readonly notes: readonly ImportNote[] } {
  if (manager === null) return { manager: null, notes: [] };
  const found = manager.by === 'name' ? find(manager.value) : null;
  if (found !== null && found.kind !== 'one')
    return { manager: undefined, notes: [found.kind === 'none' ? 'manager_unknown' : 'manager_not_clear'] };
  const address = found?.workEmail ?? (manager.by === 'work_email' ? manager.value.toLowerCase() : null);
  const isOwn =
    address === null
      ? manager.by === 'remote_id' && manager.value === stated.externalId
      : address === stated.workEmail.toLowerCase();
  if (isOwn) return { manager: null, notes: ['own_manager'] };
  if (address !== null) return { manager: { workEmail: address }, notes: [] };
  return {
    manager: manager.by === 'person_id' ? { personId: manager.value } : { externalId: manager.value },
    notes: [],
  };
}

function dayOf(text: string | null): Temporal.PlainDate | null {
  return text === null ? null : Temporal.PlainDate.from(text);
}
