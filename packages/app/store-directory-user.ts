import { isDeepStrictEqual } from 'node:util';
import { directoryGroupStore } from '@throughline/db/directory-group-store.ts';
import { directoryUserStore, type DirectoryUser } from '@throughline/db/directory-user-store.ts';
import { employeeGroupStore } from '@throughline/db/employee-group-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import { changedPerson, type Statements } from '@throughline/domain/people/scim/changed-person.ts';
import type { ScimDocument } from '@throughline/domain/people/scim/scim-schema.ts';
import { statedPerson } from '@throughline/domain/people/scim/stated-person.ts';
import { unitTypesIn } from '@throughline/domain/people/scim/unit-types.ts';
import { enterpriseUser } from '@throughline/domain/people/scim/user-shape.ts';
import type { DirectoryWork } from './directory-change.ts';
import { meetAwaitingReports, stateDirectoryManager } from './state-directory-manager.ts';

export type StatedUser = {
  readonly user: DirectoryUser;
  readonly statements: Statements;
  /** The resource as it shall be. */
  readonly document: ScimDocument;
  /** The manager as the directory names them from now on; null where it names none. */
  readonly managerValue: string | null;
};

/** Stores what a directory states of a person who is already here, and what follows for the person. */
export async function storeDirectoryUser(
  { tx, now, today, stir, audit }: DirectoryWork,
  { user, statements, document, managerValue }: StatedUser,
): Promise<void> {
  const { person, entry } = user;
  const memberships = await directoryGroupStore(tx).groupsOf([person.id]);
  const memberOf = memberships.map(({ displayName }) => displayName);
  const changed = changedPerson({ person, statements, memberOf, today });
  if (!isAlike(person, changed)) await peopleStore(tx).put([{ ...changed, updatedAt: now }]);

  const externalId = typeof document['externalId'] === 'string' ? document['externalId'] : null;
  const userName = String(document['userName']);
  const units = [...statements.after.units];
  const kept = keptOf(document);
  const next = { personId: person.id, userName, externalId, managerValue, units, document: kept, removedAt: null };
  const isNew = entry === null || entry.removedAt !== null;
  if (isNew || !isDeepStrictEqual({ ...entry, ...next }, entry))
    await directoryUserStore(tx).put({ ...next, createdAt: isNew ? now : entry.createdAt, updatedAt: now });
  if (!isDeepStrictEqual(units, entry?.units ?? [])) await employeeGroupStore(tx).noteTypes(unitTypesIn(document));

  const { shown, before, after } = statements;
  if (after.manager !== shown.manager && (after.manager !== null || before.manager !== null)) {
    await stateDirectoryManager({ tx, personId: person.id, named: after.manager, today, now });
    stir();
  }
  const isRenamed = isNew || userName !== entry.userName || externalId !== entry.externalId;
  if (isRenamed && (await meetAwaitingReports({ tx, personId: person.id, names: [externalId, userName], now }))) stir();

  if (person.status === changed.status) return;
  stir();
  const action = changed.status === 'inactive' ? 'directory_user.left' : 'directory_user.returned';
  await audit({ action, subjectKind: 'person', subjectId: person.id });
}

/** What the person and the reporting line say themselves is not stored twice. */
export function keptOf(document: ScimDocument): ScimDocument {
  const { active: _active, [enterpriseUser]: enterprise, ...rest } = document;
  if (enterprise === undefined) return rest;
  const { manager: _manager, ...units } = enterprise as { manager?: unknown };
  return Object.keys(units).length > 0 ? { ...rest, [enterpriseUser]: units } : rest;
}

/** What a directory stated before, the manager included. */
export function statedBefore({ entry }: DirectoryUser): Statements['before'] {
  return { ...statedPerson(entry?.document ?? {}), manager: entry?.managerValue ?? null, units: entry?.units ?? [] };
}

function isAlike(a: StoredPerson, b: StoredPerson): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
