import { peopleStore, type StoredLeave } from '@throughline/db/people-store.ts';
import { timeOffStore, type TimeOffFilter } from '@throughline/db/time-off-store.ts';
import type { AppContext } from './context.ts';
import { listPage, type ListPage } from './list-page.ts';
import { organizationToday } from './organization-today.ts';

/** One page of the days people are away. Somebody in the filter whom nobody here knows is not found. */
export async function listTimeOff(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    filter,
    cursor,
    pageSize,
  }: { organizationId: string; filter: TimeOffFilter; cursor: string | null; pageSize: number },
): Promise<ListPage<StoredLeave>> {
  return db.inOrganization(organizationId, async (tx) => {
    const { personId } = filter;
    if (personId !== undefined && (await peopleStore(tx).byId(personId)) === null) return { kind: 'not_found' };
    const store = timeOffStore(tx, { on: await organizationToday({ tx, organizationId, now: clock.now() }) });
    return listPage({
      organizationId,
      list: 'time_off',
      cursor,
      pageSize,
      read: (from, limit) => store.page({ filter, from, limit }),
    });
  });
}
