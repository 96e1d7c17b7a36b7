import { managersOn } from './reporting-line.ts';
import type { ReportingLine } from './reporting-line.ts';

export type TreeRole = 'report' | 'manager' | 'leader';

/** What the reporting lines alone make of somebody on that day; a leader is a manager of managers. */
export function rolesOn({
  lines,
  personId,
  on,
}: {
  lines: readonly ReportingLine[];
  personId: string;
  on: Temporal.PlainDate;
}): ReadonlySet<TreeRole> {
  const managers = managersOn({ lines, on });
  const managing = new Set(managers.values());
  const ownReports = [...managers].filter(([, manager]) => manager === personId).map(([report]) => report);
  const roles = new Set<TreeRole>();
  if (managers.has(personId)) roles.add('report');
  if (ownReports.length > 0) roles.add('manager');
  if (ownReports.some((report) => managing.has(report))) roles.add('leader');
  return roles;
}
