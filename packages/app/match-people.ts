import type { StoredPerson } from '@throughline/db/people-store.ts';
import { changedFacts, type ChangedFact } from '@throughline/domain/people/import/changed-facts.ts';
import type { EmployeeRow, RowRefusal } from './employee-row.ts';

export type MatchedPerson =
  | { readonly kind: 'created' | 'unchanged'; readonly person: StoredPerson }
  | {
      readonly kind: 'updated';
      readonly person: StoredPerson;
      readonly before: StoredPerson;
      readonly changes: readonly ChangedFact[];
    }
  | { readonly kind: 'refused'; readonly reason: RowRefusal };

/**
 * Which person each row is about: by external id, else by work address where that person has no external id or the
 * row names none, or where they had left and the row has them begin again. `known` is everyone who bears an id or
 * address of the rows.
 */
export function matchPeople({
  rows,
  known,
  groupsByDirectory = new Map(),
  takenOut = new Set(),
  newId,
  now,
}: {
  rows: readonly EmployeeRow[];
  known: readonly StoredPerson[];
  /** What a directory says people are in, by their ids: rows state groups beside it. */
  groupsByDirectory?: ReadonlyMap<string, readonly string[]>;
  /** Whom HR took out: whoever it states again is there again, unless it says otherwise. */
  takenOut?: ReadonlySet<string>;
  newId: () => string;
  now: Temporal.Instant;
}): readonly MatchedPerson[] {
  const byId = new Map(known.map((person) => [person.id, person]));
  const byExternalId = new Map(known.flatMap((person) => (person.externalId ? [[person.externalId, person]] : [])));
  const byEmail = new Map(known.map((person) => [person.workEmail, person]));
  const seen = new Set<string>();

  return rows.map((row): MatchedPerson => {
    const email = row.workEmail.toLowerCase();
    const sameAddress = byEmail.get(email);
    const adopted =
      sameAddress && (!sameAddress.externalId || !row.externalId || comesBack(sameAddress, row))
        ? sameAddress
        : undefined;
    const sameExternalId = row.externalId ? byExternalId.get(row.externalId) : undefined;
    const before = row.personId === undefined ? (sameExternalId ?? adopted) : byId.get(row.personId);
    if (isOwnManager({ row, personId: before?.id })) return { kind: 'refused', reason: 'own_manager' };
    if (sameExternalId && sameExternalId.id !== before?.id) return { kind: 'refused', reason: 'external_id_taken' };
    if (sameAddress && sameAddress.id !== before?.id) return { kind: 'refused', reason: 'email_taken' };
    if (before && seen.has(before.id)) return { kind: 'refused', reason: 'repeated' };

    const person = before
      ? {
          ...before,
          ...(comesBack(before, row) || takenOut.has(before.id) ? { status: 'active' as const, endDate: null } : {}),
          ...statedBy(row),
          ...besideDirectory(row, groupsByDirectory.get(before.id)),
        }
      : { ...blank, ...statedBy(row), id: newId(), updatedAt: now };
    seen.add(person.id);
    if (before) byEmail.delete(before.workEmail);
    byEmail.set(email, person);
    if (person.externalId) byExternalId.set(person.externalId, person);
    if (!before) return { kind: 'created', person };
    const changes = changedFacts({ before, after: person });
    return changes.length === 0
      ? { kind: 'unchanged', person: before }
      : { kind: 'updated', person: { ...person, updatedAt: now }, before, changes };
  });
}

function isOwnManager({ row, personId }: { row: EmployeeRow; personId: string | undefined }): boolean {
  const { manager } = row;
  if (!manager) return false;
  if (manager.personId !== undefined) return manager.personId === personId;
  return manager.workEmail === undefined
    ? manager.externalId === row.externalId
    : manager.workEmail.toLowerCase() === row.workEmail.toLowerCase();
}

const blank = {
  externalId: null,
  timeZone: null,
  country: null,
  workingHours: null,
  groups: [],
  level: null,
  startDate: null,
  endDate: null,
  status: 'active',
  lastCareerConversationOn: null,
} as const;

function statedBy({
  manager: _manager,
  leaves: _leaves,
  personId: _personId,
  externalId,
  workEmail,
  displayName,
  ...row
}: EmployeeRow) {
  return {
    ...row,
    workEmail: workEmail.toLowerCase(),
    displayName: displayName ?? `${row.givenName} ${row.familyName}`,
    ...(externalId === null ? {} : { externalId }),
  };
}

function besideDirectory({ groups }: EmployeeRow, byDirectory: readonly string[] = []) {
  return groups === undefined || byDirectory.length === 0 ? {} : { groups: [...new Set([...groups, ...byDirectory])] };
}

/** Had left, and begins on a later day than that, or than before: what the row does not say of the end is no end. */
function comesBack(before: StoredPerson, { startDate }: EmployeeRow): boolean {
  if (!startDate) return false;
  if (before.endDate) return Temporal.PlainDate.compare(before.endDate, startDate) < 0;
  const beganBefore = before.startDate === null || Temporal.PlainDate.compare(before.startDate, startDate) < 0;
  return before.status === 'inactive' && beganBefore;
}
