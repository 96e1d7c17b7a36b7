import type { Interval } from '../time/interval.ts';
import { isOutsideHours } from './outside-hours.ts';
import type { ConversationToPlan, PlannablePerson } from './planning-input.ts';

type Side = 'manager' | 'report';

/**
 * Whose day is lengthened where the hours of two people do not meet: not of the one who gave way alone the last time,
 * by the hours they keep now. Where neither ever did, odd conversations are the manager's turn and even ones the report's.
 */
export function whoseTurn({
  manager,
  report,
  conversation: { earlier, sequence, rules },
}: {
  manager: PlannablePerson;
  report: PlannablePerson;
  conversation: Pick<ConversationToPlan, 'earlier' | 'sequence' | 'rules'>;
}): Side {
  const gaveWay = (slot: Interval): Side | null => {
    const [managerDid, reportDid] = [manager, report].map(({ workingHours, timeZone }) =>
      isOutsideHours({ slot, hours: workingHours ?? rules.defaultWorkingHours, timeZone }),
    );
    if (managerDid === reportDid) return null;
    return managerDid ? 'manager' : 'report';
  };
  const last = earlier
    .toSorted((a, b) => Temporal.Instant.compare(b.start, a.start))
    .map(gaveWay)
    .find((side) => side !== null);
  if (last !== undefined) return last === 'manager' ? 'report' : 'manager';
  return sequence % 2 === 1 ? 'manager' : 'report';
}
