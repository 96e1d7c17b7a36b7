import { digestViewStore, type DigestFilter, type DigestView } from '@throughline/db/digest-view-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';
import { listPage, type ListPage } from './list-page.ts';

/** One page of who got which weekly email when. Somebody in the filter whom nobody here knows is not found. */
export async function listDigests(
  { db }: Pick<AppContext, 'db'>,
  {
    organizationId,
    filter,
    cursor,
    pageSize,
  }: { organizationId: string; filter: DigestFilter; cursor: string | null; pageSize: number },
): Promise<ListPage<DigestView>> {
  return db.inOrganization(organizationId, async (tx) => {
    const { recipientId } = filter;
    if (recipientId !== undefined && (await peopleStore(tx).byId(recipientId)) === null) return { kind: 'not_found' };
    return listPage({
      organizationId,
      list: 'digests',
      cursor,
      pageSize,
      read: (from, limit) => digestViewStore(tx).page({ filter, from, limit }),
    });
  });
}
