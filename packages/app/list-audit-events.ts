import { auditStore, type AuditRow } from '@throughline/db/audit-store.ts';
import type { AppContext } from './context.ts';
import { listPage, type ListPage } from './list-page.ts';

/** One page of who did what to what. */
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
  return db.inOrganization(organizationId, (tx) =>
    listPage({
      organizationId,
      list: 'audit_events',
      cursor,
      pageSize,
      read: (from, limit) => auditStore(tx).page({ filter, from, limit }),
    }),
  );
}
