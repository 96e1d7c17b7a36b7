import { randomUUIDv7 } from 'node:crypto';
import { directoryGroupStore } from '@throughline/db/directory-group-store.ts';
import { employeeGroupStore, type EmployeeGroup, type GroupType } from '@throughline/db/employee-group-store.ts';
import {
  changeableGroup,
  changeGroups,
  refusedGroup,
  type ChangedGroup,
  type GroupContext,
  type GroupGiven,
  type GroupRefusal,
  type GroupWork,
} from './group-change.ts';
import { renameAudience } from './rename-audience.ts';

export type GroupChange = {
  readonly name?: string;
  readonly type?: GroupType;
  readonly remoteId?: string | null;
};

/** States a group, new or known by its name. It is there from then on whether or not anybody is in it. */
export async function stateGroup(
  context: GroupContext,
  { stated, ...given }: GroupGiven & { readonly stated: GroupChange & { readonly name: string } },
): Promise<ChangedGroup> {
  return changeGroups(context, given, async (work, joined) => {
    const { tx, now, audit } = work;
    const { name, type = null, remoteId = null } = stated;
    const [known] = (await employeeGroupStore(tx).byName(name)).filter((group) => group.name === name);
    if (known && !known.isDeleted) {
      const group = await changeableGroup({ tx, joined }, { id: known.id });
      return typeof group === 'string' ? refusedGroup(group) : apply(work, given, { group, change: stated });
    }
    const refusal = await refusalOf(work, { id: known?.id ?? null, change: stated });
    if (refusal !== null) return refusedGroup(refusal);
    // Whoever has seen it go sees another come.
    if (known) await employeeGroupStore(tx).remove({ id: known.id, now });
    const id = randomUUIDv7();
    await employeeGroupStore(tx).add({ id, name, type, remoteId, now });
    await audit({ action: 'group.stated', id });
    return { kind: 'created', id };
  });
}

/** Another name, type or id of the HR system's. Whoever is in it, and policies for it, follow a new name. */
export async function changeGroup(
  context: GroupContext,
  { id, change, ...given }: GroupGiven & { readonly id: string; readonly change: GroupChange },
): Promise<ChangedGroup> {
  return changeGroups(context, given, async (work, joined) => {
    const group = await changeableGroup({ tx: work.tx, joined }, { id, ...given });
    return typeof group === 'string' ? refusedGroup(group) : apply(work, given, { group, change });
  });
}

async function apply(
  work: GroupWork,
  { organizationId }: GroupGiven,
  { group, change }: { group: EmployeeGroup; change: GroupChange },
): Promise<ChangedGroup> {
  const { tx, now, audit } = work;
  const { id, name: from } = group;
  const refusal = await refusalOf(work, { id, change });
  if (refusal !== null) return refusedGroup(refusal);
  const { name: to = from } = change;
  const store = employeeGroupStore(tx);
  if (to !== from) {
    for (const other of await store.byName(to)) if (other.id !== id) await store.remove({ id: other.id, now });
  }
  await store.change({ id, now, ...change });
  if (to !== from) {
    const personIds = await store.bearersOf(from);
    await directoryGroupStore(tx).removeName({ name: from, personIds, now });
    await directoryGroupStore(tx).addName({ name: to, personIds, now });
    await renameAudience({ tx, organizationId, from, to, now });
  }
  await audit({ action: 'group.changed', id });
  return { kind: 'changed', id };
}

async function refusalOf(
  { tx }: GroupWork,
  { id, change: { name, remoteId } }: { id: string | null; change: GroupChange },
): Promise<GroupRefusal | null> {
  const store = employeeGroupStore(tx);
  const sameName = name === undefined ? [] : await store.byName(name);
  if (sameName.some((other) => other.id !== id && !other.isDeleted)) return 'name_taken';
  const sameId = remoteId ? await store.byRemoteId(remoteId) : null;
  return sameId !== null && sameId.id !== id ? 'remote_id_taken' : null;
}
