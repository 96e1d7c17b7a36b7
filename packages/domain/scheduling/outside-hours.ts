import type { WorkingHours } from '../people/person.ts';
import { workingIntervalsOn } from '../people/working-pattern.ts';
import type { Interval } from '../time/interval.ts';
import { localDateOf } from '../time/local-date.ts';

/** Whether any of this lies outside somebody's weekly hours on their own clock; days off are not looked at. */
export function isOutsideHours({
  slot: { start, end },
  hours,
  timeZone,
}: {
  slot: Interval;
  hours: WorkingHours;
  timeZone: string;
}): boolean {
  const date = localDateOf({ instant: start, timeZone });
  return !workingIntervalsOn({ hours, timeZone, isDayOff: () => false, date }).some(
    (work) => Temporal.Instant.compare(work.start, start) <= 0 && Temporal.Instant.compare(end, work.end) <= 0,
  );
}
