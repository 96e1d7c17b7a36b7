import type { AuditActor } from '@throughline/db/audit-store.ts';
import type { DirectoryUser } from '@throughline/db/directory-user-store.ts';
import { ownStatement } from '@throughline/domain/people/scim/own-statement.ts';
import { patchDocument, readDocument } from '@throughline/domain/people/scim/patch-document.ts';
import type { ScimDocument } from '@throughline/domain/people/scim/scim-schema.ts';
import { readScimPatch } from '@throughline/domain/people/scim/scim-patch.ts';
import { statedPerson, type StatedPerson } from '@throughline/domain/people/scim/stated-person.ts';
import { userShape } from '@throughline/domain/people/scim/user-shape.ts';
import { changeDirectory, type DirectoryContext } from './directory-change.ts';
import { findShownUser, readStoredUser } from './read-directory-user.ts';
import { bearersOf, refuseTakenIdentity, userNameOf, type DirectoryIdentity } from './refuse-taken-identity.ts';
import { requireVersion, type ScimResource } from './scim-resource.ts';
import type { ShownUser } from './show-directory-users.ts';
import { statedBefore, storeDirectoryUser } from './store-directory-user.ts';

type Given = {
  readonly organizationId: string;
  readonly actor: AuditActor;
  readonly id: string;
  /** The request's `If-Match`. */
  readonly ifMatch: string | null;
  readonly body: unknown;
};

/** PUT: what the directory stated before and states no more is gone; what it never stated stays. */
export async function replaceDirectoryUser(context: DirectoryContext, given: Given): Promise<ScimResource> {
  return change(context, given, ({ user }) => {
    const document = readDocument({ shape: userShape, body: given.body });
    const after = statedPerson(document);
    return { document, before: statedBefore(user), after, managerValue: after.manager };
  });
}

/** PATCH: all of the operations, or none. */
export async function patchDirectoryUser(context: DirectoryContext, given: Given): Promise<ScimResource> {
  return change(context, given, ({ user, document: shown }) => {
    const operations = readScimPatch(given.body);
    const patched = patchDocument({ shape: userShape, document: shown, operations });
    const [before, after] = [statedPerson(shown), statedPerson(patched)];
    return {
      document: ownStatement({ stored: user.entry?.document ?? {}, shown, patched }),
      before,
      after,
      managerValue: before.manager === after.manager ? (user.entry?.managerValue ?? null) : after.manager,
    };
  });
}

type Next = {
  /** What the directory itself states from now on. */
  readonly document: ScimDocument;
  readonly before: StatedPerson;
  readonly after: StatedPerson;
  readonly managerValue: string | null;
};

async function change(
  context: DirectoryContext,
  { organizationId, actor, id, ifMatch }: Given,
  decide: (shown: ShownUser) => Next,
): Promise<ScimResource> {
  return changeDirectory(context, { organizationId, actor }, async (work) => {
    const { tx, now, today } = work;
    const found = await findShownUser(context, { tx, id, today });
    requireVersion({ resource: found.resource, ifMatch });
    const { user } = found;
    const shown = statedPerson(found.document);
    const { document, managerValue, before, after } = decide(found);
    const identity: DirectoryIdentity = {
      userName: String(document['userName']),
      externalId: typeof document['externalId'] === 'string' ? document['externalId'] : null,
      // Only an address that is new here can be somebody else's.
      workEmail: after.workEmail === user.person.workEmail ? null : after.workEmail,
    };
    if (isNew({ identity, user })) {
      const bearers = await bearersOf({ tx, identity });
      await refuseTakenIdentity({ tx, identity, personId: user.person.id, bearers, now });
    }
    const statements = { shown, before, after, own: statedPerson(document) };
    await storeDirectoryUser(work, { user, statements, document, managerValue });
    return readStoredUser(context, { tx, id: user.person.id, today });
  });
}

function isNew({ identity, user }: { identity: DirectoryIdentity; user: DirectoryUser }): boolean {
  const { userName, externalId, workEmail } = identity;
  return (
    userName.toLowerCase() !== userNameOf(user).toLowerCase() ||
    (externalId !== null && externalId !== user.entry?.externalId) ||
    workEmail !== null
  );
}
