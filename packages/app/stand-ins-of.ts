import { actingFor, type ActingManager, type StandIn } from '@throughline/domain/people/acting-manager.ts';
import type { Person } from '@throughline/domain/people/person.ts';
import type { ReportingLine } from '@throughline/domain/people/reporting-line.ts';

/** Who stands in for one report's manager, and whoever did at any time for any manager they had. */
export function standInsOf({
  acting,
  people,
  lines,
  reportId,
  manager,
}: {
  acting: readonly ActingManager[];
  people: ReadonlyMap<string, Person>;
  /** The report's, whenever they held. */
  lines: readonly ReportingLine[];
  reportId: string;
  /** Whom the line names today. */
  manager: Pick<Person, 'id'> | null;
}): { readonly standIns: readonly StandIn[]; readonly everStoodIn: ReadonlySet<string> } {
  if (acting.length === 0) return { standIns: [], everStoodIn: new Set() };
  const namedFor = (managerId: string) => actingFor({ acting, managerId, reportId });
  return {
    standIns: (manager ? namedFor(manager.id) : []).flatMap(({ actingId, startsOn, endsOn }) => {
      const person = people.get(actingId);
      return person ? [{ person, startsOn, endsOn }] : [];
    }),
    everStoodIn: new Set(lines.flatMap(({ managerId }) => namedFor(managerId)).map(({ actingId }) => actingId)),
  };
}
