import { connectionStore, type StoredConnection } from '@throughline/db/connection-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';
import { listPage, type ListPage } from './list-page.ts';
import { hasWorksCouncil } from './told-by-person.ts';

/**
 * One page of grants to calendar accounts, disconnected ones included. Somebody in the filter nobody here knows is not
 * found. Under a works council's terms nobody's is told.
 */
export async function pageOfConnections(
  { db }: Pick<AppContext, 'db'>,
  {
    organizationId,
    filter,
    cursor,
    pageSize,
  }: {
    organizationId: string;
    filter: { readonly status?: StoredConnection['status']; readonly personId?: string };
    cursor: string | null;
    pageSize: number;
  },
): Promise<ListPage<StoredConnection> | { readonly kind: 'not_told' }> {
  return db.inOrganization(organizationId, async (tx) => {
    const { personId } = filter;
    if (personId !== undefined && (await peopleStore(tx).byId(personId)) === null) return { kind: 'not_found' };
    if (await hasWorksCouncil({ tx, organizationId })) return { kind: 'not_told' };
    return listPage({
      organizationId,
      list: 'connections',
      cursor,
      pageSize,
      read: (from, limit) => connectionStore(tx).page({ filter, from, limit }),
    });
  });
}
