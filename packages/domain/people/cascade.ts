import { managersOn } from './reporting-line.ts';
import type { ReportingLine } from './reporting-line.ts';

/**
 * Who has a conversation of their own before asking others to: managers of managers, and managers whose own manager is
 * at the top, so that an organisation of two levels has a first wave too.
 */
export function firstInCascade({
  lines,
  on,
}: {
  lines: readonly ReportingLine[];
  on: Temporal.PlainDate;
}): ReadonlySet<string> {
  const managerOf = managersOn({ lines, on });
  const managers = new Set(managerOf.values());
  const ofManagers = new Set([...managers].flatMap((id) => managerOf.get(id) ?? []));
  const isFirst = (id: string) => {
    const own = managerOf.get(id);
    return own !== undefined && (ofManagers.has(id) || !managerOf.has(own));
  };
  return new Set([...managers].filter(isFirst));
}
