import { randomUUIDv7 } from 'node:crypto';
import type { AuditActor } from '@throughline/db/audit-store.ts';
import type { DirectoryUser } from '@throughline/db/directory-user-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { newPerson } from '@throughline/domain/people/scim/changed-person.ts';
import { readDocument } from '@throughline/domain/people/scim/patch-document.ts';
import type { ScimDocument } from '@throughline/domain/people/scim/scim-schema.ts';
import { statedPerson, type StatedPerson } from '@throughline/domain/people/scim/stated-person.ts';
import { shownDocument } from '@throughline/domain/people/scim/shown-document.ts';
import { userShape } from '@throughline/domain/people/scim/user-shape.ts';
import { changeDirectory, type DirectoryContext, type DirectoryWork } from './directory-change.ts';
import { readStoredUser } from './read-directory-user.ts';
import { bearersOf, refuseTakenIdentity, type DirectoryIdentity } from './refuse-taken-identity.ts';
import type { ScimResource } from './scim-resource.ts';
import { statedBefore, storeDirectoryUser } from './store-directory-user.ts';

/**
 * Takes in somebody a directory sends. Whoever left by its hand and comes back under the same external id, name or
 * address is the same person, with their history; so is somebody HR sent first, by their address. A name, external id or
 * address of anybody else the directory can see is refused.
 */
export async function createDirectoryUser(
  context: DirectoryContext,
  { organizationId, actor, body }: { organizationId: string; actor: AuditActor; body: unknown },
): Promise<ScimResource> {
  const document: ScimDocument = { active: true, ...readDocument({ shape: userShape, body }) };
  const stated = statedPerson(document);
  return changeDirectory(context, { organizationId, actor }, async (work) => {
    const { tx, now, today, stir, audit } = work;
    const identity: DirectoryIdentity = {
      userName: String(document['userName']),
      externalId: typeof document['externalId'] === 'string' ? document['externalId'] : null,
      workEmail: stated.workEmail,
    };
    const bearers = await bearersOf({ tx, identity });
    const known = whoComesBack({ bearers, identity });
    await refuseTakenIdentity({ tx, identity, personId: known?.person.id ?? null, bearers, now });
    const user = known ?? (await addPerson(work, { document, stated }));
    const shown = statedPerson(shownDocument({ person: user.person, stored: null, manager: null }));
    await storeDirectoryUser(work, {
      user,
      statements: { shown, before: statedBefore({ ...user, entry: null }), after: stated, own: stated },
      document,
      managerValue: stated.manager,
    });
    stir();
    await audit({ action: 'directory_user.created', subjectKind: 'person', subjectId: user.person.id });
    return readStoredUser(context, { tx, id: user.person.id, today });
  });
}

async function addPerson(
  { tx, now }: DirectoryWork,
  { document, stated }: { document: ScimDocument; stated: StatedPerson },
): Promise<DirectoryUser> {
  const person = { ...newPerson({ id: randomUUIDv7(), document, stated }), updatedAt: now };
  await peopleStore(tx).put([person]);
  return { person, createdAt: now, entry: null, isShown: false };
}

function whoComesBack({
  bearers,
  identity,
}: {
  bearers: readonly DirectoryUser[];
  identity: DirectoryIdentity;
}): DirectoryUser | null {
  const gone = bearers.filter(({ isShown }) => !isShown);
  const userName = identity.userName.toLowerCase();
  return (
    gone.find(({ entry }) => identity.externalId !== null && entry?.externalId === identity.externalId) ??
    gone.find(({ entry }) => entry?.userName.toLowerCase() === userName) ??
    bearers.find(
      ({ person, entry, isShown }) =>
        person.workEmail === identity.workEmail && (!isShown || (entry === null && person.workEmail !== userName)),
    ) ??
    null
  );
}
