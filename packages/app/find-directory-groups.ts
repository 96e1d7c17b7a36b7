import { directoryGroupStore } from '@throughline/db/directory-group-store.ts';
import { groupShape } from '@throughline/domain/people/scim/group-shape.ts';
import {
  selectDocuments,
  type ScimQuery,
  type SelectedDocuments,
} from '@throughline/domain/people/scim/select-documents.ts';
import type { AppContext } from './context.ts';
import { showDirectoryGroups } from './show-directory-groups.ts';

/** The groups a directory asks for. Entra leaves members out while it looks a group up: they may be thousands. */
export async function findDirectoryGroups(
  context: Pick<AppContext, 'db' | 'publicUrl'>,
  { organizationId, query }: { organizationId: string; query: ScimQuery },
): Promise<SelectedDocuments> {
  return context.db.inOrganization(organizationId, async (tx) => {
    const groups = await directoryGroupStore(tx).all();
    // Only a filter or an order that may be about members has to see all of them.
    const isAboutMembers = JSON.stringify([query.filter, query.sortBy]).toLowerCase().includes('members');
    const rough = await showDirectoryGroups(context, { tx, groups, withMembers: isAboutMembers });
    const documents = rough.map(({ resource }) => resource);
    const { total, page } = selectDocuments({ shape: groupShape, documents, query });
    const byId = new Map(groups.map((group) => [group.id, group]));
    const chosen = page.flatMap(({ id }) => byId.get(String(id)) ?? []);
    const isWithout = query.excluded.some((name) => name.toLowerCase().endsWith('members'));
    const shown = await showDirectoryGroups(context, { tx, groups: chosen, withMembers: !isWithout });
    return { total, page: shown.map(({ resource }) => resource) };
  });
}
