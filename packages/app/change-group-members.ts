import { directoryGroupStore } from '@throughline/db/directory-group-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import {
  changeableGroup,
  changeGroups,
  refusedGroup,
  type ChangedGroup,
  type GroupContext,
  type GroupGiven,
} from './group-change.ts';

/** People come into a group, or leave it: all of them, or nobody where one is not known here. */
export async function changeGroupMembers(
  context: GroupContext,
  {
    id,
    add,
    remove,
    ...given
  }: GroupGiven & { readonly id: string; readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<ChangedGroup> {
  return changeGroups(context, given, async ({ tx, now, audit }, joined) => {
    const group = await changeableGroup({ tx, joined }, { id, ...given });
    if (typeof group === 'string') return refusedGroup(group);
    const asked = new Set([...add, ...remove]);
    if ((await peopleStore(tx).byIds([...asked])).length < asked.size) return refusedGroup('not_found');
    const { name } = group;
    await directoryGroupStore(tx).removeName({ name, personIds: remove, now });
    await directoryGroupStore(tx).addName({ name, personIds: add, now });
    await audit({ action: 'group.members_changed', id, details: { added: add.length, removed: remove.length } });
    return { kind: 'changed', id };
  });
}
