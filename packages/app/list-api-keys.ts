import { accessStore, type StoredApiKey } from '@throughline/db/access-store.ts';
import type { AppContext } from './context.ts';
import { listPage, type ListPage } from './list-page.ts';

/** One page of an organisation's keys, revoked ones included; what a key is found by is not among what is read. */
export async function listApiKeys(
  { db }: Pick<AppContext, 'db'>,
  { organizationId, cursor, pageSize }: { organizationId: string; cursor: string | null; pageSize: number },
): Promise<ListPage<StoredApiKey>> {
  return db.inOrganization(organizationId, (tx) => {
    const store = accessStore(tx);
    const read = store.pageOfApiKeys;
    return listPage({
      organizationId,
      list: 'api_keys',
      cursor,
      pageSize,
      read: (from, limit) => read({ from, limit }),
    });
  });
}
