import { employeeGroupStore, type EmployeeGroup, type GroupFilter } from '@throughline/db/employee-group-store.ts';
import type { AppContext } from './context.ts';
import { listPage, type ListPage } from './list-page.ts';

/** One page of an organisation's groups, whoever states them. */
export async function listGroups(
  { db }: Pick<AppContext, 'db'>,
  {
    organizationId,
    filter,
    cursor,
    pageSize,
  }: { organizationId: string; filter: GroupFilter; cursor: string | null; pageSize: number },
): Promise<ListPage<EmployeeGroup>> {
  return db.inOrganization(organizationId, (tx) =>
    listPage({
      organizationId,
      list: 'groups',
      cursor,
      pageSize,
      read: (from, limit) => employeeGroupStore(tx).page({ filter, from, limit }),
    }),
  );
}
