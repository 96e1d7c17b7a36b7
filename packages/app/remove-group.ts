import type { Transaction } from '@throughline/db/database.ts';
import { directoryGroupStore } from '@throughline/db/directory-group-store.ts';
import { employeeGroupStore } from '@throughline/db/employee-group-store.ts';
import { organizationStore } from '@throughline/db/organization-store.ts';
import { policyStore } from '@throughline/db/policy-store.ts';
import { newestVersionOf } from '@throughline/domain/policy/resolve-policy.ts';
import {
  changeableGroup,
  changeGroups,
  refusedGroup,
  type ChangedGroup,
  type GroupContext,
  type GroupGiven,
} from './group-change.ts';

/** The group goes, and its name from the groups of whoever is in it; not while a policy or the pilot is for it. */
export async function removeGroup(
  context: GroupContext,
  { id, ...given }: GroupGiven & { readonly id: string },
): Promise<ChangedGroup> {
  return changeGroups(context, given, async ({ tx, now, audit }, joined) => {
    const group = await changeableGroup({ tx, joined }, { id, ...given });
    if (typeof group === 'string') return refusedGroup(group);
    const { name } = group;
    if (await isAudience({ tx, organizationId: given.organizationId, name })) return refusedGroup('is_audience');
    const store = employeeGroupStore(tx);
    const personIds = await store.bearersOf(name);
    await store.remove({ id, now });
    await directoryGroupStore(tx).removeName({ name, personIds, now });
    await audit({ action: 'group.removed', id });
    return { kind: 'changed', id };
  });
}

async function isAudience({
  tx,
  organizationId,
  name,
}: {
  tx: Transaction;
  organizationId: string;
  name: string;
}): Promise<boolean> {
  const policies = await policyStore(tx).all();
  const newest = policies.filter((policy) => newestVersionOf({ policy, policies }) === policy);
  const pilot = (await organizationStore(tx).byId(organizationId))?.pilotAudience ?? null;
  const audiences = [...newest.map(({ audience }) => audience), ...(pilot === null ? [] : [pilot])];
  return audiences.some((audience) => audience.kind === 'group' && audience.group === name);
}
