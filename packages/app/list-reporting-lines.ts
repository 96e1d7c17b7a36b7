import { peopleStore } from '@throughline/db/people-store.ts';
import {
  reportingLineStore,
  type ReportingLineFilter,
  type StoredReportingLine,
} from '@throughline/db/reporting-line-store.ts';
import type { AppContext } from './context.ts';
import { listPage, type ListPage } from './list-page.ts';

/** One page of who reports to whom, ended lines included. Somebody in the filter whom nobody here knows is not found. */
export async function listReportingLines(
  { db }: Pick<AppContext, 'db'>,
  {
    organizationId,
    filter,
    cursor,
    pageSize,
  }: { organizationId: string; filter: ReportingLineFilter; cursor: string | null; pageSize: number },
): Promise<ListPage<StoredReportingLine>> {
  return db.inOrganization(organizationId, async (tx) => {
    const wanted = [filter.reportId, filter.managerId].filter((id) => id !== undefined);
    if ((await peopleStore(tx).byIds(wanted)).length < new Set(wanted).size) return { kind: 'not_found' };
    const store = reportingLineStore(tx);
    return listPage({
      organizationId,
      list: 'reporting_lines',
      cursor,
      pageSize,
      read: (from, limit) => store.page({ filter, from, limit }),
    });
  });
}
