import type { Transaction } from '@throughline/db/database.ts';
import { directoryUserStore, type DirectoryUser } from '@throughline/db/directory-user-store.ts';
import { filterKeys } from '@throughline/domain/people/scim/filter-keys.ts';
import {
  selectDocuments,
  type ScimQuery,
  type SelectedDocuments,
} from '@throughline/domain/people/scim/select-documents.ts';
import { userShape } from '@throughline/domain/people/scim/user-shape.ts';
import type { AppContext } from './context.ts';
import { isUuid } from './directory-refusal.ts';
import { organizationToday } from './organization-today.ts';
import { showDirectoryUsers } from './show-directory-users.ts';

/** The people a directory asks for. Those who have left are among them until it deletes them. */
export async function findDirectoryUsers(
  context: Pick<AppContext, 'db' | 'clock' | 'publicUrl'>,
  { organizationId, query }: { organizationId: string; query: ScimQuery },
): Promise<SelectedDocuments> {
  return context.db.inOrganization(organizationId, async (tx) => {
    const today = await organizationToday({ tx, organizationId, now: context.clock.now() });
    const show = async (users: readonly DirectoryUser[]) =>
      (await showDirectoryUsers(context, { tx, users, today })).map(({ resource }) => resource);
    if (query.filter === null && query.sortBy === null) {
      const store = directoryUserStore(tx);
      const total = await store.count();
      const page = query.count === 0 ? [] : await store.page({ offset: query.startIndex - 1, limit: query.count });
      return { total, page: await show(page) };
    }
    return selectDocuments({ shape: userShape, documents: await show(await candidates({ tx, query })), query });
  });
}

async function candidates({ tx, query }: { tx: Transaction; query: ScimQuery }): Promise<readonly DirectoryUser[]> {
  const store = directoryUserStore(tx);
  const keys = query.filter === null ? null : filterKeys(query.filter);
  return keys === null ? store.all() : store.byKeys({ ...keys, ids: keys.ids.filter(isUuid) });
}
