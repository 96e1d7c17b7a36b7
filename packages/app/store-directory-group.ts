import { directoryGroupStore, type DirectoryGroup } from '@throughline/db/directory-group-store.ts';
import { directoryUserStore } from '@throughline/db/directory-user-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { employeeGroupStore } from '@throughline/db/employee-group-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { ScimDocument } from '@throughline/domain/people/scim/scim-schema.ts';
import { ScimRefusal } from '@throughline/domain/people/scim/scim-refusal.ts';
import type { DirectoryWork } from './directory-change.ts';
import { isUuid, taken, unknownResource } from './directory-refusal.ts';
import { renameAudience } from './rename-audience.ts';

/** As long as a group may be where policies and lists name it. */
const longestName = 200;

/** Brings a group, its members and its name among theirs to what a directory states. */
export async function storeDirectoryGroup(
  { tx, organizationId, now }: Pick<DirectoryWork, 'tx' | 'organizationId' | 'now'>,
  {
    id,
    known,
    memberIds,
    document,
  }: { id: string; known: DirectoryGroup | null; memberIds: readonly string[]; document: ScimDocument },
): Promise<void> {
  const store = directoryGroupStore(tx);
  const displayName = nameIn(document);
  const externalId = typeof document['externalId'] === 'string' ? document['externalId'] : null;
  const other = await store.byName(displayName);
  if (other && other.id !== id) throw taken(`the displayName ${displayName}`);

  const before = new Set(memberIds);
  const stated = new Set(membersIn(document));
  const joining = [...stated].filter((member) => !before.has(member));
  const leaving = memberIds.filter((member) => !stated.has(member));
  const present = await whoIsHere({ tx, memberIds: joining });
  const isSame =
    known?.displayName === displayName &&
    known.externalId === externalId &&
    leaving.length === 0 &&
    present.length === 0;
  if (isSame) return;
  await store.put({ id, displayName, externalId, createdAt: known?.createdAt ?? now, updatedAt: now });
  await store.removeMembers({ groupId: id, personIds: leaving });
  await store.addMembers({ groupId: id, personIds: present });

  const staying = memberIds.filter((member) => stated.has(member));
  const isRenamed = known !== null && known.displayName !== displayName;
  await store.removeName({ name: known?.displayName ?? displayName, personIds: isRenamed ? memberIds : leaving, now });
  const groups = employeeGroupStore(tx);
  if (isRenamed && !(await peopleStore(tx).isGroupBorne(known.displayName)))
    await groups.rename({ from: known.displayName, to: displayName, now });
  await groups.note({ name: displayName, now });
  await store.addName({ name: displayName, personIds: isRenamed ? [...staying, ...present] : present, now });
  if (isRenamed) await renameAudience({ tx, organizationId, from: known.displayName, to: displayName, now });
}

function nameIn(document: ScimDocument): string {
  const name = String(document['displayName']);
  if (name.length <= longestName && !/\p{Cc}/u.test(name)) return name;
  throw new ScimRefusal({
    scimType: 'invalidValue',
    detail: `A displayName is one line of at most ${longestName} characters.`,
  });
}

function membersIn(document: ScimDocument): readonly string[] {
  const members = Array.isArray(document['members']) ? document['members'] : [];
  return members.flatMap((member: { value?: unknown }) =>
    typeof member.value === 'string' ? member.value.toLowerCase() : [],
  );
}

/** Refuses ids nobody here has; whoever the directory deleted is passed over. */
async function whoIsHere({ tx, memberIds }: { tx: Transaction; memberIds: readonly string[] }) {
  const known = new Set((await peopleStore(tx).byIds(memberIds.filter(isUuid))).map(({ id }) => id));
  const unknown = memberIds.find((id) => !known.has(id));
  if (unknown !== undefined) throw unknownResource(unknown);
  const removed = await directoryUserStore(tx).removedAmong(memberIds);
  return memberIds.filter((id) => !removed.has(id));
}
