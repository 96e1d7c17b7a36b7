import type { AuditActor } from '@throughline/db/audit-store.ts';
import { reportingLineStore, type StoredReportingLine } from '@throughline/db/reporting-line-store.ts';
import type { AppContext } from './context.ts';
import type { StatedManager } from './employee-row.ts';
import { putEmployee } from './put-employee.ts';

export type PutReportingLine =
  | { readonly kind: 'stated'; readonly lines: readonly StoredReportingLine[] }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'own_manager' };

/**
 * From a day on somebody reports to this manager, or to nobody: lines that would begin later are gone, the one that
 * holds then ends. Answers all their lines as they stand after, in the order in which they hold.
 */
export async function putReportingLine(
  context: Pick<AppContext, 'db' | 'clock' | 'queue'>,
  {
    organizationId,
    reportId,
    manager,
    actor,
  }: { organizationId: string; reportId: string; manager: StatedManager | null; actor: AuditActor },
): Promise<PutReportingLine> {
  const put = await putEmployee(context, { organizationId, personId: reportId, change: { manager }, actor });
  if (put.kind === 'refused') return { kind: put.reason === 'own_manager' ? 'own_manager' : 'not_found' };
  if (put.kind === 'not_found' || put.kind === 'changed_meanwhile') return { kind: 'not_found' };
  const lines = await context.db.inOrganization(organizationId, (tx) => reportingLineStore(tx).ofReports([reportId]));
  return { kind: 'stated', lines };
}
