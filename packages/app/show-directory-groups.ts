import type { Transaction } from '@throughline/db/database.ts';
import { directoryGroupStore, type DirectoryGroup, type GroupMember } from '@throughline/db/directory-group-store.ts';
import { groupShape } from '@throughline/domain/people/scim/group-shape.ts';
import type { ScimDocument } from '@throughline/domain/people/scim/scim-schema.ts';
import type { AppContext } from './context.ts';
import { scimResource, scimUrl, type ScimResource } from './scim-resource.ts';

export type ShownGroup = {
  readonly group: DirectoryGroup;
  readonly memberIds: readonly string[];
  /** What PATCH works on. */
  readonly document: ScimDocument;
  readonly resource: ScimResource;
};

/** Groups as a directory is shown them; two queries however many they are. Members are left out where nobody asks. */
export async function showDirectoryGroups(
  context: Pick<AppContext, 'publicUrl'>,
  { tx, groups, withMembers }: { tx: Transaction; groups: readonly DirectoryGroup[]; withMembers: boolean },
): Promise<readonly ShownGroup[]> {
  const ids = withMembers ? groups.map(({ id }) => id) : [];
  const membersOf = Map.groupBy(await directoryGroupStore(tx).membersOf(ids), ({ groupId }) => groupId);
  return groups.map((group) => show(context, { group, members: membersOf.get(group.id) ?? [] }));
}

function show(
  context: Pick<AppContext, 'publicUrl'>,
  { group, members }: { group: DirectoryGroup; members: readonly GroupMember[] },
): ShownGroup {
  const { id, displayName, externalId, createdAt, updatedAt } = group;
  const own = { displayName, ...(externalId === null ? {} : { externalId }) };
  const memberIds = members.map(({ personId }) => personId);
  const shown = members.map(({ personId, displayName: display }) => ({
    value: personId,
    $ref: scimUrl(context, `/Users/${personId}`),
    display,
    type: 'User',
  }));
  return {
    group,
    memberIds,
    document: { ...own, ...(memberIds.length > 0 ? { members: memberIds.map((value) => ({ value })) } : {}) },
    resource: scimResource(context, {
      shape: groupShape,
      id,
      document: { ...own, ...(shown.length > 0 ? { members: shown } : {}) },
      created: createdAt,
      lastModified: updatedAt,
    }),
  };
}
