import { employeeViewStore, type EmployeeFilter, type EmployeeView } from '@throughline/db/employee-view-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';
import { groupNamed } from './group-named.ts';
import { listPage, type ListPage } from './list-page.ts';
import { organizationToday } from './organization-today.ts';

/** One page of an organisation's people. A manager or the id of a group in the filter that nobody here knows is not found. */
export async function listEmployees(
  { db, clock }: Pick<AppContext, 'db' | 'clock'>,
  {
    organizationId,
    filter,
    cursor,
    pageSize,
  }: { organizationId: string; filter: EmployeeFilter; cursor: string | null; pageSize: number },
): Promise<ListPage<EmployeeView>> {
  return db.inOrganization(organizationId, async (tx) => {
    const { managerId } = filter;
    if (managerId !== undefined && (await peopleStore(tx).byId(managerId)) === null) return { kind: 'not_found' };
    const group = filter.group === undefined ? undefined : await groupNamed({ tx, group: filter.group });
    if (group === null) return { kind: 'not_found' };
    const on = await organizationToday({ tx, organizationId, now: clock.now() });
    const views = employeeViewStore(tx, { on });
    return listPage({
      organizationId,
      list: 'employees',
      cursor,
      pageSize,
      read: (from, limit) =>
        views.page({ filter: { ...filter, ...(group === undefined ? {} : { group }) }, from, limit }),
    });
  });
}
