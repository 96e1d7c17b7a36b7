import type { Transaction } from '@throughline/db/database.ts';
import { directoryGroupStore } from '@throughline/db/directory-group-store.ts';
import type { AppContext } from './context.ts';
import { isUuid, unknownResource } from './directory-refusal.ts';
import type { ScimResource } from './scim-resource.ts';
import { showDirectoryGroups, type ShownGroup } from './show-directory-groups.ts';

export async function readDirectoryGroup(
  context: Pick<AppContext, 'db' | 'publicUrl'>,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<ScimResource> {
  return context.db.inOrganization(organizationId, async (tx) => (await findShownGroup(context, { tx, id })).resource);
}

/** Refuses an id no group here has. */
export async function findShownGroup(
  context: Pick<AppContext, 'publicUrl'>,
  { tx, id }: { tx: Transaction; id: string },
): Promise<ShownGroup> {
  const group = isUuid(id) ? await directoryGroupStore(tx).byId(id) : null;
  const [shown] = group === null ? [] : await showDirectoryGroups(context, { tx, groups: [group], withMembers: true });
  if (!shown) throw unknownResource(id);
  return shown;
}
