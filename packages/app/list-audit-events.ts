import { auditStore, type AuditRow } from '@throughline/db/audit-store.ts';
import type { AppContext } from './context.ts';
import { listPage, type ListPage } from './list-page.ts';
import { hasWorksCouncil } from './told-by-person.ts';

/** One page of who did what to what. Under a works council's terms not whose calendar was connected when. */
export async function listAuditEvents(
  { db }: Pick<AppContext, 'db'>,
  {
    organizationId,
    filter,
    cursor,
    pageSize,
  }: {
    organizationId: string;
    filter: { readonly action?: string; readonly after?: Temporal.Instant };
    cursor: string | null;
    pageSize: number;
  },
): Promise<ListPage<AuditRow>> {
  return db.inOrganization(organizationId, async (tx) => {
    const connections = !(await hasWorksCouncil({ tx, organizationId }));
    return listPage({
      organizationId,
      list: 'audit_events',
      cursor,
      pageSize,
      read: (from, limit) => auditStore(tx).page({ filter: { ...filter, connections }, from, limit }),
    });
  });
}
