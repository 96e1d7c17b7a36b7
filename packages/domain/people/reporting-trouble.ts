import { holdsOn, linesOn, managersOn } from './reporting-line.ts';
import type { ReportingLine } from './reporting-line.ts';

/**
 * Circles of people who report to each other on that day, each listed once and starting at its smallest id.
 * HR sends them in the middle of reorganisations; a person who reports to themselves is a circle of one.
 */
export function findCycles({
  lines,
  on,
}: {
  lines: readonly ReportingLine[];
  on: Temporal.PlainDate;
}): readonly (readonly string[])[] {
  const lineOf = linesOn({ lines, on });
  const settled = new Set<string>();
  const cycles: string[][] = [];
  for (const start of lineOf.keys()) {
    const path = new Set<string>();
    let at: string | undefined = start;
    while (at !== undefined && !settled.has(at) && !path.has(at)) {
      path.add(at);
      at = lineOf.get(at)?.managerId;
    }
    if (at !== undefined && path.has(at)) cycles.push(fromSmallest([...path].slice([...path].indexOf(at))));
    for (const id of path) settled.add(id);
  }
  return cycles.toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1));
}

/** The lines without those of people in a circle on that day: they have no manager until HR mends it, and every walk up ends. */
export function withoutCycles({
  lines,
  on,
}: {
  lines: readonly ReportingLine[];
  on: Temporal.PlainDate;
}): readonly ReportingLine[] {
  const inCircle = new Set(findCycles({ lines, on }).flat());
  return lines.filter((line) => !(holdsOn({ line, on }) && inCircle.has(line.reportId)));
}

/** Managers named by a line that holds on that day, whom HR has not sent. Their reports are listed, not booked. */
export function danglingManagers({
  lines,
  knownIds,
  on,
}: {
  lines: readonly ReportingLine[];
  knownIds: ReadonlySet<string>;
  on: Temporal.PlainDate;
}): readonly string[] {
  return [...new Set(managersOn({ lines, on }).values())].filter((id) => !knownIds.has(id)).toSorted();
}

function fromSmallest(circle: readonly string[]): string[] {
  const smallest = circle.indexOf(circle.toSorted()[0] ?? '');
  return [...circle.slice(smallest), ...circle.slice(0, smallest)];
}
