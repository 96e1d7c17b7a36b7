import { isBefore } from '../time/local-date.ts';

/**
 * One person reports to another for a while; half-open: on `validTo` it no longer holds.
 * The manager may be somebody HR has not sent yet.
 */
export type ReportingLine = {
  readonly reportId: string;
  readonly managerId: string;
  readonly validFrom: Temporal.PlainDate;
  readonly validTo: Temporal.PlainDate | null;
};

type On = { readonly lines: readonly ReportingLine[]; readonly on: Temporal.PlainDate };

export function holdsOn({ line, on }: { line: ReportingLine; on: Temporal.PlainDate }): boolean {
  return !isBefore(on, line.validFrom) && (line.validTo === null || isBefore(on, line.validTo));
}

/** The line that holds for each report on one day: of lines that overlap the one that began last, and of those the last stated. */
export function linesOn({ lines, on }: On): ReadonlyMap<string, ReportingLine> {
  const holding = new Map<string, ReportingLine>();
  for (const line of lines) {
    if (!holdsOn({ line, on })) continue;
    const other = holding.get(line.reportId);
    if (!other || !isBefore(line.validFrom, other.validFrom)) holding.set(line.reportId, line);
  }
  return holding;
}

/** Each report's manager on one day. A line to oneself means no manager: nobody has a conversation with themselves. */
export function managersOn({ lines, on }: On): ReadonlyMap<string, string> {
  const toOthers = [...linesOn({ lines, on }).values()].filter((line) => line.managerId !== line.reportId);
  return new Map(toOthers.map((line) => [line.reportId, line.managerId]));
}

export function managerOn({ lines, reportId, on }: On & { readonly reportId: string }): string | null {
  return managersOn({ lines: lines.filter((line) => line.reportId === reportId), on }).get(reportId) ?? null;
}

/** The manager's manager; `null` at the top, and where that would be the report again. */
export function skipLevelOn({ lines, reportId, on }: On & { readonly reportId: string }): string | null {
  const manager = managerOn({ lines, reportId, on });
  const skipLevel = manager && managerOn({ lines, reportId: manager, on });
  return skipLevel === reportId ? null : skipLevel;
}

export function directReportsOn({ lines, managerId, on }: On & { readonly managerId: string }): readonly string[] {
  return [...managersOn({ lines, on })].filter(([, manager]) => manager === managerId).map(([report]) => report);
}

/** Everyone below a manager, nearest first, the manager not included. Where lines form a cycle, each person is named once. */
export function subtreeOn({ lines, managerId, on }: On & { readonly managerId: string }): readonly string[] {
  const reportsOf = Map.groupBy(managersOn({ lines, on }), ([, manager]) => manager);
  const seen = new Set([managerId]);
  for (const above of seen) {
    for (const [report] of reportsOf.get(above) ?? []) seen.add(report);
  }
  seen.delete(managerId);
  return [...seen];
}

/** Since when the present manager has been this report's without a break, however HR cut the lines. `null` without a manager. */
export function managerSince({ lines, reportId, on }: On & { readonly reportId: string }): Temporal.PlainDate | null {
  const own = lines.filter((line) => line.reportId === reportId);
  const manager = managerOn({ lines: own, reportId, on });
  if (manager === null) return null;
  const changes = own.flatMap(({ validFrom, validTo }) => (validTo ? [validFrom, validTo] : [validFrom]));
  const soFar = changes.filter((change) => !isBefore(on, change)).toSorted((a, b) => Temporal.PlainDate.compare(a, b));
  const dayBefore = (date: Temporal.PlainDate) => date.subtract({ days: 1 });
  return soFar.findLast((change) => managerOn({ lines: own, reportId, on: dayBefore(change) }) !== manager) ?? null;
}

/**
 * Since when the present manager has been this report's, if another manager came before. `null` where this manager is
 * the first we know of: HR's first file dates every line to the day it was written, and that makes nobody a new manager.
 */
export function managerChangedOn({
  lines,
  reportId,
  on,
}: On & { readonly reportId: string }): Temporal.PlainDate | null {
  const manager = managerOn({ lines, reportId, on });
  const since = managerSince({ lines, reportId, on });
  if (since === null) return null;
  const isEarlierAndOther = (line: ReportingLine) =>
    line.reportId === reportId && line.managerId !== manager && isBefore(line.validFrom, since);
  return lines.some(isEarlierAndOther) ? since : null;
}
