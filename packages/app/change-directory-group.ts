import { randomUUIDv7 } from 'node:crypto';
import type { AuditActor } from '@throughline/db/audit-store.ts';
import { directoryGroupStore } from '@throughline/db/directory-group-store.ts';
import { employeeGroupStore } from '@throughline/db/employee-group-store.ts';
import { groupShape } from '@throughline/domain/people/scim/group-shape.ts';
import { patchDocument, readDocument } from '@throughline/domain/people/scim/patch-document.ts';
import type { ScimDocument } from '@throughline/domain/people/scim/scim-schema.ts';
import { readScimPatch } from '@throughline/domain/people/scim/scim-patch.ts';
import { changeDirectory, type DirectoryContext } from './directory-change.ts';
import { findShownGroup } from './read-directory-group.ts';
import { requireVersion, type ScimResource } from './scim-resource.ts';
import { storeDirectoryGroup } from './store-directory-group.ts';

type Caller = { readonly organizationId: string; readonly actor: AuditActor };
type Given = Caller & { readonly id: string; readonly ifMatch: string | null; readonly body: unknown };

export async function createDirectoryGroup(
  context: DirectoryContext,
  { organizationId, actor, body }: Caller & { readonly body: unknown },
): Promise<ScimResource> {
  const document = readDocument({ shape: groupShape, body });
  return changeDirectory(context, { organizationId, actor }, async (work) => {
    const id = randomUUIDv7();
    await storeDirectoryGroup(work, { id, known: null, memberIds: [], document });
    await work.audit({ action: 'directory_group.created', subjectKind: 'directory_group', subjectId: id });
    return (await findShownGroup(context, { tx: work.tx, id })).resource;
  });
}

export async function replaceDirectoryGroup(context: DirectoryContext, given: Given): Promise<ScimResource> {
  return change(context, given, () => readDocument({ shape: groupShape, body: given.body }));
}

/** All of the operations, or none. */
export async function patchDirectoryGroup(context: DirectoryContext, given: Given): Promise<ScimResource> {
  return change(context, given, (document) =>
    patchDocument({ shape: groupShape, document, operations: readScimPatch(given.body) }),
  );
}

/** The group goes, and its name from the groups of its members. */
export async function removeDirectoryGroup(
  context: DirectoryContext,
  { organizationId, actor, id, ifMatch }: Omit<Given, 'body'>,
): Promise<void> {
  await changeDirectory(context, { organizationId, actor }, async ({ tx, now, audit }) => {
    const { group, memberIds, resource } = await findShownGroup(context, { tx, id });
    requireVersion({ resource, ifMatch });
    const store = directoryGroupStore(tx);
    await store.remove(group.id);
    await employeeGroupStore(tx).note({ name: group.displayName, now });
    await store.removeName({ name: group.displayName, personIds: memberIds, now });
    await audit({ action: 'directory_group.removed', subjectKind: 'directory_group', subjectId: group.id });
  });
}

async function change(
  context: DirectoryContext,
  { organizationId, actor, id, ifMatch }: Given,
  decide: (document: ScimDocument) => ScimDocument,
): Promise<ScimResource> {
  return changeDirectory(context, { organizationId, actor }, async (work) => {
    const { group, memberIds, document, resource } = await findShownGroup(context, { tx: work.tx, id });
    requireVersion({ resource, ifMatch });
    await storeDirectoryGroup(work, { id: group.id, known: group, memberIds, document: decide(document) });
    return (await findShownGroup(context, { tx: work.tx, id })).resource;
  });
}
