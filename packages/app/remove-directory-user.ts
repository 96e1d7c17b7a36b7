import type { AuditActor } from '@throughline/db/audit-store.ts';
import { directoryGroupStore } from '@throughline/db/directory-group-store.ts';
import { directoryUserStore } from '@throughline/db/directory-user-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { changeDirectory, type DirectoryContext } from './directory-change.ts';
import { findShownUser } from './read-directory-user.ts';
import { userNameOf } from './refuse-taken-identity.ts';
import { requireVersion } from './scim-resource.ts';

/**
 * The directory deletes somebody: it sees them no more, and what was kept for it alone goes. The person has left; what
 * took place with them stays.
 */
export async function removeDirectoryUser(
  context: DirectoryContext,
  {
    organizationId,
    actor,
    id,
    ifMatch,
  }: { organizationId: string; actor: AuditActor; id: string; ifMatch: string | null },
): Promise<void> {
  await changeDirectory(context, { organizationId, actor }, async ({ tx, now, today, stir, audit }) => {
    const { user, resource } = await findShownUser(context, { tx, id, today });
    requireVersion({ resource, ifMatch });
    const { person, entry } = user;
    const groups = directoryGroupStore(tx);
    const names = new Set((await groups.groupsOf([person.id])).map(({ displayName }) => displayName));
    await groups.removeFromAll(person.id);
    const left = person.groups.filter((name) => !names.has(name));
    await peopleStore(tx).put([{ ...person, groups: left, updatedAt: now }]);
    await peopleStore(tx).remove({ id: person.id, now });
    await directoryUserStore(tx).put({
      personId: person.id,
      userName: userNameOf(user),
      externalId: entry?.externalId ?? null,
      managerValue: null,
      units: [],
      document: {},
      createdAt: entry?.createdAt ?? now,
      updatedAt: now,
      removedAt: now,
    });
    stir();
    await audit({ action: 'directory_user.removed', subjectKind: 'person', subjectId: person.id });
  });
}
