import { policyViewStore, type PolicyView } from '@throughline/db/policy-view-store.ts';
import type { AppContext } from './context.ts';
import { listPage, type ListPage } from './list-page.ts';

/** One page of policies: the newest version of each, or all of one key, the oldest first. */
export async function listPolicies(
  { db }: Pick<AppContext, 'db'>,
  {
    organizationId,
    key,
    cursor,
    pageSize,
  }: { organizationId: string; key: string | null; cursor: string | null; pageSize: number },
): Promise<ListPage<PolicyView>> {
  return db.inOrganization(organizationId, (tx) =>
    listPage({
      organizationId,
      list: 'policies',
      cursor,
      pageSize,
      read: (from, limit) => policyViewStore(tx).page({ key, from, limit }),
    }),
  );
}
